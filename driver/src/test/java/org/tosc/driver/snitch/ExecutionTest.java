package org.tosc.driver.snitch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.driver.machine.Execution;
import org.tosc.driver.machine.Execution.Argument;
import org.tosc.driver.machine.Execution.Machine;
import org.tosc.driver.machine.Execution.Outcome;
import org.tosc.driver.machine.SnitchReport;
import org.tosc.tir.source.Source;

/// `tosc exec` on Snitch, without the command line: cycles and issues are those of the RTL, and the
/// arguments are where RISC-V's calling convention `ilp32d` has them.
final class ExecutionTest {
  private static final long ENOUGH = 1_000_000;

  private static Outcome run(
      String name, byte[] artifact, int overhead, boolean cold, List<Argument> arguments) {
    Machine machine = new Machine.Snitch(Configuration.DEFAULT, overhead, cold, null);
    return Execution.of(new Execution.Request(name, artifact, null, machine, ENOUGH, arguments));
  }

  private static SnitchReport report(Outcome outcome) {
    Outcome.Returned returned =
        assertInstanceOf(Outcome.Returned.class, outcome, outcome::toString);
    return assertInstanceOf(SnitchReport.class, returned.report());
  }

  private static SnitchReport report(String text, List<Argument> arguments) {
    byte[] artifact = text.getBytes(StandardCharsets.UTF_8);
    return report(run("f.s", artifact, 5, false, arguments));
  }

  private static List<Argument> arrays(MeasuredProgram program) {
    List<Argument> arguments = new ArrayList<>();
    for (int bytes : program.arrays()) {
      arguments.add(new Argument.Buffer("array", new byte[bytes], -1));
    }
    // Where the two-pass pools put what lies between the passes.
    arguments.add(new Argument.Buffer("between", new byte[0], -1));
    return arguments;
  }

  @Test
  void programsTakeWhatTheyTakeOnTheRtl() {
    List<String> wrong = new ArrayList<>();
    List<MeasuredProgram> programs = MeasuredProgram.ofOtherCompiler();
    for (MeasuredProgram program : programs) {
      byte[] text = program.text().getBytes(StandardCharsets.UTF_8);
      SnitchReport report =
          report(run(program.file(), text, program.overhead(), false, arrays(program)));
      compare(wrong, program, "rtl_warm", report.cycles());
      compare(wrong, program, "asm_fpss", report.counts().floatIssues());
      compare(wrong, program, "asm_fpu", report.counts().fpuIssues());
      compare(wrong, program, "fmadd_issues", report.counts().multiplyAddIssues());
      compare(wrong, program, "asm_snitch", report.counts().integerIssues());
      long waits = report.counts().floatStalls().values().stream().mapToLong(n -> n).sum();
      if (report.counts().floatIssues() + waits != report.cycles()) {
        wrong.add(program + ": the FPU waits for " + waits + " cycles");
      }
    }
    assertEquals(416, programs.size());
    assertEquals(List.of(), wrong);
  }

  private static void compare(
      List<String> wrong, MeasuredProgram program, String column, long said) {
    if (said != program.figure(column)) {
      wrong.add(program + " " + column + ": " + said + " not " + program.figure(column));
    }
  }

  @Test
  void cyclesOfAllLinesAreThoseInTheFunction() {
    MeasuredProgram program = MeasuredProgram.ofOtherCompiler().getFirst();
    SnitchReport report = report(program.text(), arrays(program));
    long cycles = report.lines().stream().mapToLong(SnitchReport.Line::integer).sum();
    // The rest is the caller's: five instructions around it, and the wait for the FPU.
    assertTrue(cycles <= report.cycles() - 5, cycles + " of " + report.cycles());
    assertTrue(cycles > report.cycles() * 9 / 10, cycles + " of " + report.cycles());
    // The FPU stands at an instruction in all cycles in which it is offered one.
    long offered = report.lines().stream().mapToLong(SnitchReport.Line::floating).sum();
    assertTrue(offered >= report.counts().floatIssues(), () -> offered + " FPU");
  }

  // Results.

  private static Argument.Buffer doubles(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return new Argument.Buffer("doubles", bytes.array(), -1);
  }

  private static double first(Argument.Buffer buffer) {
    return ByteBuffer.wrap(buffer.bytes()).order(ByteOrder.LITTLE_ENDIAN).getDouble();
  }

  private static final String ADD_TO =
      """
          .globl add_to
      add_to:
          fld     fa0, 0(a0)
          fld     fa1, 0(a1)
          fadd.d  fa0, fa0, fa1
          fsd     fa0, 0(a1)
          ret
      """;

  @Test
  void theFunctionRunsOnceOnItsInputs() {
    for (boolean cold : new boolean[] {false, true}) {
      Argument.Buffer x = doubles(3);
      Argument.Buffer y = doubles(0.5);
      byte[] text = ADD_TO.getBytes(StandardCharsets.UTF_8);
      SnitchReport report = report(run("add.s", text, 5, cold, List.of(x, y)));
      assertEquals(3.5, first(y));
      assertEquals(3.5, report.number());
      assertEquals(3, first(x));
    }
  }

  /// It takes 1,026 cycles on the RTL, and 1,016 when it is called again.
  @Test
  void theFirstCallFillsTheInstructionCache() {
    MeasuredProgram program = MeasuredProgram.ofOtherCompiler().getFirst();
    byte[] text = program.text().getBytes(StandardCharsets.UTF_8);
    long cold = report(run("p.s", text, 5, true, arrays(program))).cycles();
    long expected = program.figure("rtl_cold");
    assertTrue(cold > program.figure("rtl_warm"), () -> cold + " cycles");
    assertTrue(Math.abs(cold - expected) * 50 <= expected, () -> cold + " cycles");
  }

  @Test
  void dataIsAsInTheFileInBothCalls() {
    String text =
        """
            .globl count
        count:
            la      t0, calls
            lw      a0, 0(t0)
            addi    a0, a0, 1
            sw      a0, 0(t0)
            ret
            .data
        calls:
            .word   41
        """;
    assertEquals(42, report(text, List.of()).integer());
  }

  @Test
  void anObjectIsRunAsItsSource() {
    byte[] object = Assembler.assemble(new Source("add.s", ADD_TO)).bytes();
    Argument.Buffer y = doubles(0.5);
    SnitchReport report = report(run("add.o", object, 5, false, List.of(doubles(3), y)));
    assertEquals(3.5, first(y));
    assertEquals(report(ADD_TO, List.of(doubles(3), doubles(0.5))).cycles(), report.cycles());
    assertEquals(List.of(), report.lines());
  }

  // Arguments.

  /// Whole numbers and addresses have `a0` to `a7` and then words of the stack; floats have `fa0`
  /// to `fa7` beside them (RISC-V ELF psABI, "Hardware Floating-point Calling Convention").
  @Test
  void integersAndFloatsHaveRegistersOfTheirOwn() {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      arguments.add(new Argument.Whole(1L << i));
      if (i < 8) {
        arguments.add(new Argument.F64(Math.pow(10, i)));
      }
    }
    String text =
        """
            .globl all
        all:
            add a0, a0, a1
            add a0, a0, a2
            add a0, a0, a3
            add a0, a0, a4
            add a0, a0, a5
            add a0, a0, a6
            add a0, a0, a7
            lw  t0, 0(sp)
            lw  t1, 4(sp)
            sub t0, t1, t0
            add a0, a0, t0
            fsub.d fa0, fa7, fa0
            fsub.d fa0, fa0, fa3
            ret
        """;
    SnitchReport report = report(text, arguments);
    assertEquals(255 + 512 - 256, report.integer());
    assertEquals(1e7 - 1 - 1e3, report.number());
  }

  /// What has no float register goes where whole numbers go: two words, the lower one first, in
  /// registers that need not be a pair of even and odd; on the stack at a multiple of eight.
  @Test
  void floatsWithoutARegisterAreTwoWords() {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      arguments.add(new Argument.F64(0));
    }
    arguments.add(new Argument.Whole(7));
    arguments.add(new Argument.F64(1.5));
    for (int i = 0; i < 6; i++) {
      arguments.add(new Argument.Whole(i));
    }
    arguments.add(new Argument.F64(0.25));
    String text =
        """
            .globl split
        split:
            addi sp, sp, -16
            sw   a1, 0(sp)
            sw   a2, 4(sp)
            fld  fa0, 0(sp)
            fld  fa1, 24(sp)
            fadd.d fa0, fa0, fa1
            addi sp, sp, 16
            ret
        """;
    assertEquals(1.75, report(text, arguments).number());
  }

  @Test
  void floatsOf32BitsAreBoxed() {
    String text =
        """
            .globl twice
        twice:
            fadd.s fa0, fa0, fa0
            ret
        """;
    assertEquals(2.5f, report(text, List.of(new Argument.F32(1.25f))).single());
  }

  @Test
  void buffersAreBehindEachOtherAtMultiplesOfEight() {
    String text =
        """
            .globl distances
        distances:
            sub  a0, a1, a0
            sub  a2, a2, a1
            slli a2, a2, 8
            add  a0, a0, a2
            ret
        """;
    List<Argument> arguments = new ArrayList<>();
    for (int bytes : new int[] {10, 24, 1}) {
      arguments.add(new Argument.Buffer("b", new byte[bytes], -1));
    }
    assertEquals(16 + (24 << 8), report(text, arguments).integer());
  }
}
