// Reads lines of code bytes in hexadecimal, executes each with registers that point into one page of
// memory, and prints how it ended: the signal, and how far rip came. After the bytes stands int3.
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define DATA 0x1000000000UL
static sigjmp_buf back;
static volatile uint64_t rip;
static void caught(int signal, siginfo_t *info, void *context) {
  (void)info;
  rip = ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
  siglongjmp(back, signal);
}

uint8_t *target;
static void execute(uint8_t *code) {
  target = code;
  uint64_t p = DATA + 0x100000;
  __asm__ volatile(
      "vzeroupper\n kxnorw %%k1,%%k1,%%k1\n kxnorw %%k2,%%k2,%%k2\n kxnorw %%k3,%%k3,%%k3\n"
      "kxnorw %%k4,%%k4,%%k4\n kxnorw %%k5,%%k5,%%k5\n kxnorw %%k6,%%k6,%%k6\n kxnorw %%k7,%%k7,%%k7\n"
      "vpxor %%xmm0,%%xmm0,%%xmm0\n"
      "mov %%rcx,%%rdx\n mov %%rcx,%%rbx\n mov %%rcx,%%rsi\n mov %%rcx,%%rdi\n"
      "mov %%rcx,%%r8\n mov %%rcx,%%r9\n mov %%rcx,%%r10\n mov %%rcx,%%r11\n mov %%rcx,%%r12\n"
      "mov %%rcx,%%r13\n mov %%rcx,%%r14\n mov %%rcx,%%r15\n mov %%rcx,%%rbp\n"
      "mov %%rcx,%%rax\n mov %%rcx,%%rsp\n jmp *target(%%rip)\n"
      :: "c"(p) : "memory");
  __builtin_unreachable();
}

int main(void) {
  static uint8_t alternate[1 << 16];
  stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
  sigaltstack(&stack, 0);
  struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  for (int signals[] = {SIGILL, SIGSEGV, SIGTRAP, SIGFPE, SIGBUS, SIGALRM}, i = 0; i < 6; i++)
    sigaction(signals[i], &action, 0);
  mmap((void *)DATA, 0x200000, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  uint8_t *code = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char line[128];
  setvbuf(stdout, 0, _IOLBF, 0);
  while (fgets(line, sizeof line, stdin)) {
    memset(code, 0xCC, 64);
    for (int i = 0; line[2 * i] > ' '; i++) {
      unsigned b;
      sscanf(line + 2 * i, "%2x", &b);
      code[i] = b;
    }
    alarm(1);
    int signal = sigsetjmp(back, 1);
    if (signal == 0) execute(code);
    long far = (long)rip - (long)code;
    printf("%s %ld\n", signal == SIGILL ? "ILL" : signal == SIGTRAP ? "TRAP" : "OTHER", signal == SIGTRAP ? far - 1 : 0);
  }
}
