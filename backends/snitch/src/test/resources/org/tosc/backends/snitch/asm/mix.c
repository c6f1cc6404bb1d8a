typedef unsigned int u32; typedef unsigned char u8; typedef unsigned long long u64;
static const char *names[] = {"zero", "one \"two\"\n", "three\t\\", "\x01\xff end"};
static int counters[40]; int shared = 7; double scale = 1.5; float third = 1.0f/3; const double table[4] = {1, -2.5e300, 3e-310, 0};
extern int outside(int, double); extern double far_away[];
struct node { struct node *next; short s; u8 b; long long v; } head = {&head, -3, 200, -5};
int weak_one(int x) __attribute__((weak)); int weak_one(int x){ return x+1; }
static int pick(int k){ switch(k){case 0: return 10; case 1: return shared; case 2: return 33; case 3: return counters[3]; case 4: return -9; case 5: return 70000; case 6: return outside(1,2.0); default: return 0;} }
int dispatch(int (*f)(int), int k){ return f(k) + pick(k); }
double dot(const double *x, const double *y, int n){ double s=0; for(int i=0;i<n;i++) s+=x[i]*y[i]; return s*scale; }
float blend(float a, float b, int n){ for(int i=0;i<n;i++){ a = a*b - third; if (a<b) b=-a; } return __builtin_fabsf(a)+__builtin_sqrtf(b); }
u64 wide(u64 a, u64 b){ return a*b + (a>>7) - (b<<3); }
int strings(int i){ const char*p=names[i&3]; int n=0; while(*p++) n++; return n + names[0][i]; }
void fill(int v){ for(int i=0;i<40;i++) counters[i]=v*i; shared ^= v; }
int conv(double d, float f, int i, unsigned u){ return (int)d + (unsigned)f + (int)(double)i + (int)(float)u; }
int big(int x){ volatile char buf[5000]; buf[x]=1; return buf[4999-x] + outside(x, far_away[x]); }
int divs(int a, int b){ return a/b + a%b + (unsigned)a/(unsigned)b; }
int atom(int *p){ return __atomic_fetch_add(p, 3, __ATOMIC_SEQ_CST) + __atomic_load_n(p, __ATOMIC_ACQUIRE); }
int main(void){ fill(3); return dispatch(weak_one, 4) + strings(2) + (int)dot(table, table, 4); }
