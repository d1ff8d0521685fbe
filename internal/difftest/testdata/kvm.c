/* A virtual machine: what it can do, its
 * memory, a processor and its registers. Nothing runs in it. */
#include <fcntl.h>
#include <linux/kvm.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include "object.h"

//difftest:
//difftest: -v
//difftest: -y

int main(void)
{
	struct kvm_userspace_memory_region memory = { .slot = 1, .flags = KVM_MEM_LOG_DIRTY_PAGES, .memory_size = 0x10000 };
	static struct {
		struct kvm_cpuid2 head;
		struct kvm_cpuid_entry2 entries[4];
	} cpuid = { .head = { .nent = 4 } };
	struct kvm_regs regs;
	struct kvm_sregs sregs;
	int kvm = object(open("/dev/kvm", O_RDWR | O_CLOEXEC), "/dev/kvm");
	int vm, cpu;

	ioctl(kvm, KVM_GET_API_VERSION, 0);
	ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_IRQCHIP);
	ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_NR_MEMSLOTS);
	ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
	ioctl(kvm, KVM_GET_SUPPORTED_CPUID, &cpuid);
	vm = object(ioctl(kvm, KVM_CREATE_VM, 0), "virtual machine");
	memory.userspace_addr = (unsigned long)mmap(0, memory.memory_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ioctl(vm, KVM_SET_USER_MEMORY_REGION, &memory);
	cpu = object(ioctl(vm, KVM_CREATE_VCPU, 0), "virtual processor");
	ioctl(cpu, KVM_GET_REGS, &regs);
	regs.rip = 0x1000;
	ioctl(cpu, KVM_SET_REGS, &regs);
	ioctl(cpu, KVM_GET_SREGS, &sregs);
	ioctl(cpu, KVM_SET_SREGS, &sregs);
	close(cpu);
	close(vm);
	return 0;
}
