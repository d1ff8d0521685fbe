int own_add(int, int);
const char *own_name(const char *);
long own_minus(long);
int own_apply(int (*)(int), int);

static int twice(int v)
{
	return own_add(v, v);
}

int main(void)
{
	int n = own_add(40, 2);
	n += own_name("text")[0];
	n += own_minus(3) + own_minus(1L << 40);
	n += own_apply(twice, 21);
	return n & 63;
}
