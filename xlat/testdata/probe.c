// probe ERRNO: reads lines "nr arg1 ... arg6" and makes each call under a
// seccomp filter that answers ERRNO (0: success) to all but exit_group(77), so
// that nothing happens. Arguments are numbers or @HEX, a pointer to these bytes;
// within HEX, [HEX] is again such a pointer. Descriptors 100+N are netlink sockets
// of protocol N.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <linux/seccomp.h>
#include <linux/filter.h>
#define MAX 200000
static long calls[MAX][7]; static int n;
static unsigned char *mem(char **t){
 size_t n=0; unsigned char*p=malloc(strlen(*t)*8+8);
 while(**t && **t!=']'){
  if(**t=='['){ (*t)++; unsigned char*q=mem(t); if(**t==']') (*t)++; memcpy(p+n,&q,sizeof q); n+=sizeof q; continue; }
  unsigned x=0; sscanf(*t,"%2x",&x); p[n++]=x; *t+=(*t)[1]?2:1;
 }
 return p;
}
static long call(long nr,long a,long b,long c,long d,long e,long f){
#ifdef __x86_64__
 long r; register long r10 __asm__("r10")=d; register long r8 __asm__("r8")=e; register long r9 __asm__("r9")=f;
 __asm__ volatile("syscall":"=a"(r):"a"(nr),"D"(a),"S"(b),"d"(c),"r"(r10),"r"(r8),"r"(r9):"rcx","r11","memory"); return r;
#else
 return syscall(nr,a,b,c,d,e,f);
#endif
}
int main(int argc,char**argv){
 int err=atoi(argv[1]); size_t L=1<<20; char*line=malloc(L);
 while(n<MAX && fgets(line,L,stdin)){
  int i=0; char*save; 
  for(char*t=strtok_r(line," \n",&save);t&&i<7;t=strtok_r(0," \n",&save),i++){
   if(*t=='@'){ t++; calls[n][i]=(long)mem(&t); }
   else calls[n][i]=(long)strtoull(t,0,0);
  }
  n++;
 }
 for(int i=0;i<22;i++){ int fd=socket(AF_NETLINK,SOCK_RAW,i); if(fd>=0){ dup2(fd,100+i); close(fd); } }
 struct sock_filter g[]={ BPF_STMT(BPF_LD|BPF_W|BPF_ABS,offsetof(struct seccomp_data,nr)),
  BPF_JUMP(BPF_JMP|BPF_JEQ|BPF_K,__NR_exit_group,0,3),
  BPF_STMT(BPF_LD|BPF_W|BPF_ABS,offsetof(struct seccomp_data,args[0])),
  BPF_JUMP(BPF_JMP|BPF_JEQ|BPF_K,77,0,1), BPF_STMT(BPF_RET|BPF_K,SECCOMP_RET_ALLOW), BPF_STMT(BPF_RET|BPF_K,SECCOMP_RET_ERRNO|err)};
 struct sock_fprog p={6,g};
 prctl(PR_SET_NO_NEW_PRIVS,1,0,0,0); if(prctl(PR_SET_SECCOMP,SECCOMP_MODE_FILTER,&p)) return 9;
 for(long i=0;i<n;i++) call(calls[i][0],calls[i][1],calls[i][2],calls[i][3],calls[i][4],calls[i][5],calls[i][6]);
 call(__NR_exit_group,77,0,0,0,0,0); return 1; }
