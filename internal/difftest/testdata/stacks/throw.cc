/* Templates, lambdas, destructors that run while an exception flies. */
#include <map>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace ns {
template <class T> struct Box {
	T value;
	__attribute__((noinline)) int open(const std::vector<std::string> &v) const { return write(1, "o", 1) + v.size(); }
	~Box() { write(1, "~", 1); }
};
}

__attribute__((noinline)) static int thrower(int x)
{
	ns::Box<std::map<int, std::string>> b;
	if (x)
		throw std::runtime_error("x");
	return b.open({});
}

int main()
{
	try {
		thrower(1);
	} catch (const std::exception &e) {
		write(1, "c", 1);
	}
	auto l = [](auto a) { return ns::Box<decltype(a)>{a}.open({"x"}); };
	return l('a') == 12345;
}
