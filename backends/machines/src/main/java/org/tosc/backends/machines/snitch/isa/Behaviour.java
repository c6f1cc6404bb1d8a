package org.tosc.backends.machines.snitch.isa;

/// What the core does with an instruction: one row of the decoder in `snitch.sv`.
public sealed interface Behaviour {
  /// Operations of the ALU on two values of 32 bits.
  enum Alu {
    ADD,
    SUB,
    SLL,
    SLT,
    SLTU,
    XOR,
    SRL,
    SRA,
    OR,
    AND
  }

  /// Conditions of branches.
  enum Condition {
    EQ,
    NE,
    LT,
    GE,
    LTU,
    GEU
  }

  /// Operations of the multiplier and the divider, which the cores of a cluster share.
  enum Product {
    MUL,
    MULH,
    MULHSU,
    MULHU,
    DIV,
    DIVU,
    REM,
    REMU
  }

  /// Atomic operations on a word.
  enum AtomicOperation {
    ADD,
    XOR,
    OR,
    AND,
    MIN,
    MAX,
    MINU,
    MAXU,
    SWAP,
    LOAD_RESERVED,
    STORE_CONDITIONAL
  }

  /// What is written to a CSR.
  enum CsrWrite {
    WRITE,
    SET,
    CLEAR
  }

  /// Instructions of the system.
  enum SystemOperation {
    FENCE,
    FENCE_I,
    ECALL,
    EBREAK,
    MRET,
    WFI,
    /// Zawrs, which this revision of the core does not have.
    WAIT_ON_RESERVATION
  }

  /// Operations of the DMA engine.
  enum DmaOperation {
    SOURCE,
    DESTINATION,
    COPY,
    STATUS,
    STRIDES,
    REPEATS,
    MULTICAST
  }

  /// What the FPU's subsystem executes.
  sealed interface OfFloat extends Behaviour {}

  /// An ALU result to `rd`.
  ///
  /// @param immediate whether the second operand is the immediate
  record Compute(Alu alu, boolean immediate) implements Behaviour {}

  /// `lui`, `auipc`.
  record Upper(boolean addsPc) implements Behaviour {}

  record Branch(Condition condition) implements Behaviour {}

  /// `jal`, `jalr`.
  record Jump(boolean indirect) implements Behaviour {}

  record Load(int bytes, boolean signed) implements Behaviour {}

  record Store(int bytes) implements Behaviour {}

  record Atomic(AtomicOperation operation) implements Behaviour {}

  /// Offloaded to the shared multiplier and divider.
  record Multiply(Product product) implements Behaviour {}

  /// A CSR that the integer core has.
  ///
  /// @param immediate whether what is written stands in the instruction
  record Csr(CsrWrite write, boolean immediate) implements Behaviour {}

  record Environment(SystemOperation operation) implements Behaviour {}

  /// Offloaded to the FPU.
  record FloatCompute(FloatOperation operation) implements OfFloat {}

  /// Offloaded to the FPU's port to memory.
  record FloatLoad(int bytes) implements OfFloat {}

  /// Offloaded to the FPU's port to memory.
  record FloatStore(int bytes) implements OfFloat {}

  /// `csrrsi` and `csrrci` of `0x7c0`: registers become streams from the next instruction of the
  /// FPU on, or registers again.
  record StreamSwitch(boolean on) implements OfFloat {}

  /// `csrrs` and `csrrc` of `0x7c3`: registers of the FPU become queues of one value, or registers
  /// again.
  record Chaining(boolean on) implements OfFloat {}

  /// `frep.o`.
  record Repeat() implements Behaviour {}

  /// Access to a configuration register of a stream.
  ///
  /// @param write `scfgw`, `scfgwi`
  /// @param immediate whether the address stands in the instruction
  record StreamConfig(boolean write, boolean immediate) implements Behaviour {}

  /// Offloaded to the DMA engine.
  ///
  /// @param immediate whether the last operand stands in the instruction
  record Dma(DmaOperation operation, boolean immediate) implements Behaviour {}

  /// Not an instruction of this core.
  record Illegal() implements Behaviour {}
}
