// Reads cases from standard input: 16 bytes of code and their length, and a state. Executes the code in
// the state on the processor and writes how it ended and the state after it.
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define STATE 0x10000000UL
#define DATA 0x20000000UL
#define DATA_SIZE 1024
struct state {
  uint64_t general[16];   // 0x10000000
  uint64_t flags;         // 0x10000080
  uint64_t control;       // 0x10000088
  uint64_t masks[8];      // 0x10000090
  uint8_t vectors[2048];  // 0x100000d0
};
struct request { uint8_t code[16]; struct state state; uint8_t data[DATA_SIZE]; };
struct reply { uint64_t signal; struct state state; uint8_t data[DATA_SIZE]; };

static sigjmp_buf back;
static void caught(int signal) { siglongjmp(back, signal); }

#define V(n) "vmovups 0x100000d0+64*" #n ",%%zmm" #n "\n"
#define W(n) "vmovups %%zmm" #n ",0x100000d0+64*" #n "\n"
#define ALL(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) \
  X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) X(30) X(31)
#define KL(n) "kmovq 0x10000090+8*" #n ",%%k" #n "\n"
#define KS(n) "kmovq %%k" #n ",0x10000090+8*" #n "\n"
#define EIGHT(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)

// 0x10001000: the code; 0x10001008: where it returns to; 0x10001010: our stack pointer.
static __attribute__((noinline)) void execute(void) {
  __asm__ volatile(
      "push %%rbx\n push %%rbp\n push %%r12\n push %%r13\n push %%r14\n push %%r15\n"
      "mov %%rsp,0x10001010\n lea 1f(%%rip),%%rax\n mov %%rax,0x10001008\n"
      "ldmxcsr 0x10000088\n" ALL(V) EIGHT(KL)
      "push 0x10000080\n popfq\n"
      "mov 0x10000000,%%rax\n mov 0x10000008,%%rcx\n mov 0x10000010,%%rdx\n mov 0x10000018,%%rbx\n"
      "mov 0x10000020,%%rsp\n mov 0x10000028,%%rbp\n mov 0x10000030,%%rsi\n mov 0x10000038,%%rdi\n"
      "mov 0x10000040,%%r8\n mov 0x10000048,%%r9\n mov 0x10000050,%%r10\n mov 0x10000058,%%r11\n"
      "mov 0x10000060,%%r12\n mov 0x10000068,%%r13\n mov 0x10000070,%%r14\n mov 0x10000078,%%r15\n"
      "jmp *0x10001000\n"
      "1:\n"
      "mov %%rax,0x10000000\n mov %%rcx,0x10000008\n mov %%rdx,0x10000010\n mov %%rbx,0x10000018\n"
      "mov %%rsp,0x10000020\n mov %%rbp,0x10000028\n mov %%rsi,0x10000030\n mov %%rdi,0x10000038\n"
      "mov %%r8,0x10000040\n mov %%r9,0x10000048\n mov %%r10,0x10000050\n mov %%r11,0x10000058\n"
      "mov %%r12,0x10000060\n mov %%r13,0x10000068\n mov %%r14,0x10000070\n mov %%r15,0x10000078\n"
      "mov 0x10001010,%%rsp\n pushfq\n pop 0x10000080\n cld\n"
      ALL(W) EIGHT(KS) "stmxcsr 0x10000088\n movl $0x1f80,0x10001018\n ldmxcsr 0x10001018\n vzeroupper\n"
      "pop %%r15\n pop %%r14\n pop %%r13\n pop %%r12\n pop %%rbp\n pop %%rbx\n"
      ::: "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "memory", "cc");
}

static int get(void *to, size_t size) { return fread(to, 1, size, stdin) == size; }

int main(void) {
  static uint8_t alternate[1 << 16];
  stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
  sigaltstack(&stack, 0);
  struct sigaction action = {.sa_handler = caught, .sa_flags = SA_ONSTACK | SA_NODEFER};
  for (int signals[] = {SIGILL, SIGSEGV, SIGTRAP, SIGFPE, SIGBUS, SIGALRM}, i = 0; i < 6; i++)
    sigaction(signals[i], &action, 0);
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
  mmap((void *)STATE, 8192, PROT_READ | PROT_WRITE, flags, -1, 0);
  mmap((void *)DATA, 4096, PROT_READ | PROT_WRITE, flags, -1, 0);
  uint8_t *code = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  static const uint8_t leave[] = {0xFF, 0x24, 0x25, 0x08, 0x10, 0x00, 0x10};  // jmp *0x10001008
  static struct request in;
  static struct reply out;
  while (get(&in, sizeof in)) {
    int length = in.code[15];
    memcpy(code, in.code, length);
    memcpy(code + length, leave, sizeof leave);
    *(uint8_t **)(STATE + 0x1000) = code;
    memcpy((void *)STATE, &in.state, sizeof in.state);
    memcpy((void *)DATA, in.data, DATA_SIZE);
    alarm(2);
    int signal = sigsetjmp(back, 1);
    if (signal == 0) execute();
    __asm__ volatile("cld\n movl $0x1f80,0x10001018\n ldmxcsr 0x10001018\n vzeroupper\n" ::: "memory");
    out.signal = signal;
    memcpy(&out.state, (void *)STATE, sizeof out.state);
    memcpy(out.data, (void *)DATA, DATA_SIZE);
    fwrite(&out, 1, sizeof out, stdout);
  }
}
