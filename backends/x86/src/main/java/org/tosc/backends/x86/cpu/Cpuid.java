package org.tosc.backends.x86.cpu;

/// What the processor says about itself.
interface Cpuid {
  enum Register {
    EAX,
    EBX,
    ECX,
    EDX
  }

  /// What CPUID leaves in four registers.
  record Answer(int eax, int ebx, int ecx, int edx) {
    static final Answer NONE = new Answer(0, 0, 0, 0);

    boolean bit(Register register, int bit) {
      int value =
          switch (register) {
            case EAX -> eax;
            case EBX -> ebx;
            case ECX -> ecx;
            case EDX -> edx;
          };
      return (value >>> bit & 1) != 0;
    }
  }

  /// The instruction CPUID with these in EAX and ECX, or [Answer#NONE] where the processor has no
  /// such leaf.
  Answer query(int leaf, int subleaf);

  /// XCR0: which registers the operating system saves when it switches threads. Only asked where
  /// CPUID says that XGETBV works.
  long savedStates();
}
