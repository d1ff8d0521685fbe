// Functions of the GNU C library: locale.

char *bind_textdomain_codeset(const char *domainname, const char *codeset);
char *bindtextdomain(const char *domainname, path const char *dirname);
int catclose(nl_catd catalog);
char *catgets(nl_catd catalog, int set, int number, const char *string);
nl_catd catopen(const char *cat_name, int flag);
char *dcgettext(const char *domainname, const char *msgid, int category);
char *dcngettext(const char *domainname, const char *msgid1, const char *msgid2, unsigned long n, int category);
char *dgettext(const char *domainname, const char *msgid);
char *dngettext(const char *domainname, const char *msgid1, const char *msgid2, unsigned long n);
locale_t duplocale(locale_t dataset);
void freelocale(locale_t dataset);
char *gettext(const char *msgid);
size_t iconv(iconv_t cd, void *inbuf, inout size_t *inbytesleft, void *outbuf, inout size_t *outbytesleft);
int iconv_close(iconv_t cd);
errno iconv_t iconv_open(const char *tocode, const char *fromcode);
struct lconv *localeconv(void);
locale_t newlocale(hex int category_mask, const char *locale, locale_t base);
char *ngettext(const char *msgid1, const char *msgid2, unsigned long n);
char *nl_langinfo(hex int item);
char *nl_langinfo_l(nl_item item, locale_t l);
char *setlocale(enum locale_category category, const char *locale);
ssize_t strfmon(char *s, size_t maxsize, const char *format, ...);
ssize_t strfmon_l(char *s, size_t maxsize, locale_t loc, const char *format, ...);
char *textdomain(const char *domainname);
locale_t uselocale(locale_t dataset);
