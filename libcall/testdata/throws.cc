// Exceptions through traced functions, in one thread or in four.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <pthread.h>
#include <stdexcept>
#include <string>

static int compare(const void *a, const void *b)
{
	throw std::runtime_error("no order");
}

struct Counter {
	int &n;
	~Counter() { n += strlen("x"); }
};

static void *run(void *arg)
{
	long caught = 0;
	int cleaned = 0;
	for (int i = 0; i < 50; i++) {
		try {
			Counter c{cleaned};
			int v[] = {2, 1};
			qsort(v, 2, sizeof *v, compare);
		} catch (std::exception &e) {
			caught += strlen(e.what()) == 8;
		}
		try {
			std::string s(i % 7 + 1, 'x');
			caught += std::stoi(s);
		} catch (std::invalid_argument &) {
			caught++;
		}
	}
	return (void *)(caught + cleaned);
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 1;
	pthread_t t[8];
	long sum = 0;
	for (int i = 0; i < n; i++)
		pthread_create(&t[i], NULL, run, NULL);
	for (int i = 0; i < n; i++) {
		void *r;
		pthread_join(t[i], &r);
		sum += (long)r;
	}
	printf("%ld\n", sum);
	return 0;
}
