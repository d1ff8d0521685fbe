struct three { int a, b, c; };

double conv_halves(double v);
float conv_quarters(float v, const char *unit);
long double conv_thirds(long double v);
long long conv_wide(long long v, int by);
const char *conv_texts(const char *a, const char *b, const char *c);
int conv_twelve(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l);
int conv_thirteen(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m);
void conv_nothing(void);
int conv_whole(int v);
