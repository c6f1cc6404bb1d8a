package org.tosc.backends.machines.snitch.isa;

import java.util.List;
import org.tosc.backends.machines.snitch.isa.Behaviour.Alu;
import org.tosc.backends.machines.snitch.isa.Behaviour.Atomic;
import org.tosc.backends.machines.snitch.isa.Behaviour.AtomicOperation;
import org.tosc.backends.machines.snitch.isa.Behaviour.Branch;
import org.tosc.backends.machines.snitch.isa.Behaviour.Compute;
import org.tosc.backends.machines.snitch.isa.Behaviour.Condition;
import org.tosc.backends.machines.snitch.isa.Behaviour.Csr;
import org.tosc.backends.machines.snitch.isa.Behaviour.CsrWrite;
import org.tosc.backends.machines.snitch.isa.Behaviour.Environment;
import org.tosc.backends.machines.snitch.isa.Behaviour.Jump;
import org.tosc.backends.machines.snitch.isa.Behaviour.Load;
import org.tosc.backends.machines.snitch.isa.Behaviour.Multiply;
import org.tosc.backends.machines.snitch.isa.Behaviour.Product;
import org.tosc.backends.machines.snitch.isa.Behaviour.Store;
import org.tosc.backends.machines.snitch.isa.Behaviour.SystemOperation;
import org.tosc.backends.machines.snitch.isa.Behaviour.Upper;

/// RV32IMA, Zicsr and Zifencei (RISC-V unprivileged manual, chapter 34: listings), and what the
/// core has of the privileged manual.
final class IntegerRows {
  static final List<Row> ROWS =
      List.of(
          Row.of("lui", "?????????????????????????0110111", Layout.U, new Upper(false)),
          Row.of("auipc", "?????????????????????????0010111", Layout.U, new Upper(true)),
          Row.of("jal", "?????????????????????????1101111", Layout.J, new Jump(false)),
          Row.of("jalr", "?????????????????000?????1100111", Layout.I, new Jump(true)),
          branch("beq", "000", Condition.EQ),
          branch("bne", "001", Condition.NE),
          branch("blt", "100", Condition.LT),
          branch("bge", "101", Condition.GE),
          branch("bltu", "110", Condition.LTU),
          branch("bgeu", "111", Condition.GEU),
          load("lb", "000", 1, true),
          load("lh", "001", 2, true),
          load("lw", "010", 4, true),
          load("lbu", "100", 1, false),
          load("lhu", "101", 2, false),
          store("sb", "000", 1),
          store("sh", "001", 2),
          store("sw", "010", 4),
          immediate("addi", "?????????????????000", Alu.ADD),
          immediate("slti", "?????????????????010", Alu.SLT),
          immediate("sltiu", "?????????????????011", Alu.SLTU),
          immediate("xori", "?????????????????100", Alu.XOR),
          immediate("ori", "?????????????????110", Alu.OR),
          immediate("andi", "?????????????????111", Alu.AND),
          immediate("slli", "0000000??????????001", Alu.SLL),
          immediate("srli", "0000000??????????101", Alu.SRL),
          immediate("srai", "0100000??????????101", Alu.SRA),
          register("add", "0000000??????????000", new Compute(Alu.ADD, false)),
          register("sub", "0100000??????????000", new Compute(Alu.SUB, false)),
          register("sll", "0000000??????????001", new Compute(Alu.SLL, false)),
          register("slt", "0000000??????????010", new Compute(Alu.SLT, false)),
          register("sltu", "0000000??????????011", new Compute(Alu.SLTU, false)),
          register("xor", "0000000??????????100", new Compute(Alu.XOR, false)),
          register("srl", "0000000??????????101", new Compute(Alu.SRL, false)),
          register("sra", "0100000??????????101", new Compute(Alu.SRA, false)),
          register("or", "0000000??????????110", new Compute(Alu.OR, false)),
          register("and", "0000000??????????111", new Compute(Alu.AND, false)),
          register("mul", "0000001??????????000", new Multiply(Product.MUL)),
          register("mulh", "0000001??????????001", new Multiply(Product.MULH)),
          register("mulhsu", "0000001??????????010", new Multiply(Product.MULHSU)),
          register("mulhu", "0000001??????????011", new Multiply(Product.MULHU)),
          register("div", "0000001??????????100", new Multiply(Product.DIV)),
          register("divu", "0000001??????????101", new Multiply(Product.DIVU)),
          register("rem", "0000001??????????110", new Multiply(Product.REM)),
          register("remu", "0000001??????????111", new Multiply(Product.REMU)),
          atomic("lr.w", "00010??00000", AtomicOperation.LOAD_RESERVED),
          atomic("sc.w", "00011???????", AtomicOperation.STORE_CONDITIONAL),
          atomic("amoadd.w", "00000???????", AtomicOperation.ADD),
          atomic("amoswap.w", "00001???????", AtomicOperation.SWAP),
          atomic("amoxor.w", "00100???????", AtomicOperation.XOR),
          atomic("amoor.w", "01000???????", AtomicOperation.OR),
          atomic("amoand.w", "01100???????", AtomicOperation.AND),
          atomic("amomin.w", "10000???????", AtomicOperation.MIN),
          atomic("amomax.w", "10100???????", AtomicOperation.MAX),
          atomic("amominu.w", "11000???????", AtomicOperation.MINU),
          atomic("amomaxu.w", "11100???????", AtomicOperation.MAXU),
          csr("csrrw", "001", CsrWrite.WRITE, false),
          csr("csrrs", "010", CsrWrite.SET, false),
          csr("csrrc", "011", CsrWrite.CLEAR, false),
          csr("csrrwi", "101", CsrWrite.WRITE, true),
          csr("csrrsi", "110", CsrWrite.SET, true),
          csr("csrrci", "111", CsrWrite.CLEAR, true),
          system("fence", "?????????????????000?????0001111", SystemOperation.FENCE),
          system("fence.i", "?????????????????001?????0001111", SystemOperation.FENCE_I),
          system("ecall", "00000000000000000000000001110011", SystemOperation.ECALL),
          system("ebreak", "00000000000100000000000001110011", SystemOperation.EBREAK),
          system("mret", "00110000001000000000000001110011", SystemOperation.MRET),
          system("wfi", "00010000010100000000000001110011", SystemOperation.WFI));

  private IntegerRows() {}

  private static Row branch(String name, String funct3, Condition condition) {
    return Row.of(name, "?".repeat(17) + funct3 + "?????1100011", Layout.B, new Branch(condition));
  }

  private static Row load(String name, String funct3, int bytes, boolean signed) {
    Load load = new Load(bytes, signed);
    return Row.of(name, "?".repeat(17) + funct3 + "?????0000011", Layout.I, load);
  }

  private static Row store(String name, String funct3, int bytes) {
    return Row.of(name, "?".repeat(17) + funct3 + "?????0100011", Layout.S, new Store(bytes));
  }

  private static Row immediate(String name, String upper, Alu alu) {
    return Row.of(name, upper + "?????0010011", Layout.I, new Compute(alu, true));
  }

  private static Row register(String name, String upper, Behaviour behaviour) {
    return Row.of(name, upper + "?????0110011", Layout.R, behaviour);
  }

  private static Row atomic(String name, String upper, AtomicOperation operation) {
    return Row.of(name, upper + "?????010?????0101111", Layout.R, new Atomic(operation));
  }

  private static Row csr(String name, String funct3, CsrWrite write, boolean immediate) {
    Layout layout = immediate ? Layout.Z : Layout.R;
    String bits = "?".repeat(17) + funct3 + "?????1110011";
    return Row.of(name, bits, layout, new Csr(write, immediate));
  }

  private static Row system(String name, String bits, SystemOperation operation) {
    return Row.of(name, bits, Layout.R, new Environment(operation));
  }
}
