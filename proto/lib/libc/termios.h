// Functions of the GNU C library: termios.

errno speed_t cfgetispeed(const struct termios *termios_p);
errno speed_t cfgetospeed(const struct termios *termios_p);
void cfmakeraw(struct termios *termios_p);
errno int cfsetispeed(struct termios *termios_p, speed_t speed);
errno int cfsetospeed(struct termios *termios_p, speed_t speed);
errno int cfsetspeed(struct termios *termios_p, speed_t speed);
errno int tcdrain(fd int fd);
errno int tcflow(fd int fd, int action);
errno int tcflush(fd int fd, int queue_selector);
errno int tcgetattr(fd int fd, void *termios_p);
errno pid_t tcgetsid(fd int fd);
errno int tcsendbreak(fd int fd, int duration);
errno int tcsetattr(fd int fd, int optional_actions, const struct termios *termios_p);
