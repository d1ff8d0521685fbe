// Functions of C++: names, references, what is passed by its address.
struct held { int *p; held(int); held(const held &); ~held(); };
struct plain { int a; double b; };
struct derived : plain { int c; static int shared; };
class shape {
	int sides;
public:
	shape(int n);
	virtual ~shape();
	int scaled(int by, const plain &p) const;
	static int count(bool all);
};
namespace inside { enum class color : unsigned char { red, green = 200 }; int paint(color c, plain &&p) { return int(c) + p.a; } }

shape::shape(int n) : sides(n) {}
shape::~shape() {}
int shape::scaled(int by, const plain &p) const { return sides * by + p.a; }
int shape::count(bool all) { return all; }
held::held(int n) : p(new int(n)) {}
held::held(const held &h) : p(h.p) {}
held::~held() {}
int take(held h, int after) { return *h.p + after; }
held give(int n) { return held(n); }
int see(const derived &d, plain by) { return d.c + by.a; }
extern "C" int named(char16_t c, const plain *p) { return c + p->a; }
