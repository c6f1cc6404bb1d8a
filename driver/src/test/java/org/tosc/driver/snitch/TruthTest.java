package org.tosc.driver.snitch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.backends.machines.snitch.core.Counts;
import org.tosc.backends.machines.snitch.core.Fpu;
import org.tosc.backends.machines.snitch.core.Memory;
import org.tosc.backends.machines.snitch.program.MeasuredCall;

/// The model against the processor's RTL: 493 programs, to the cycle.
///
/// What the RTL's caller looked like, and where the linker put it, was not written down. It decides
/// which lines the instruction cache loses between two calls. The places below are the ones with
/// which all counts come out; others are wrong by two cycles on programs that fill the cache.
final class TruthTest {
  /// The RTL that was measured had a buffer of 64 instructions (snitch.md section 9).
  private static final Configuration RTL = Configuration.DEFAULT.withSequencer(64);

  private static final int OTHER_COMPILERS_PLACE = 5 * Integer.BYTES;
  private static final int HAND_WRITTEN_PLACE = Integer.BYTES;
  private static final int STACK = Memory.TCDM + 0x1F000;
  private static final long ENOUGH = 1_000_000;

  /// What the model says of a program.
  private record Said(long cold, long warm, Counts counts) {}

  private static Said run(MeasuredProgram program, int place) {
    Cluster cluster = new Cluster(RTL, Fpu::new, 1);
    byte[] code = program.code();
    int entry = Memory.DRAM + place;
    cluster.memory().load(entry, code);
    List<Integer> addresses = new ArrayList<>();
    int address = Memory.TCDM;
    for (int bytes : program.arrays()) {
      addresses.add(address);
      address += bytes;
    }
    // Where the two-pass pools put what lies between the passes.
    addresses.add(address);
    MeasuredCall call = new MeasuredCall(cluster, entry, entry + code.length, program.overhead());
    var arguments = new MeasuredCall.Arguments(addresses, List.of(), STACK);
    MeasuredCall.Result cold = call.call(arguments, ENOUGH);
    call.rest();
    MeasuredCall.Result warm = call.call(arguments, ENOUGH);
    return new Said(cold.cycles(), warm.cycles(), warm.counts());
  }

  @Test
  void cyclesOfAnotherCompilersProgramsAreThoseOfTheRtl() {
    List<String> wrong = new ArrayList<>();
    List<MeasuredProgram> programs = MeasuredProgram.ofOtherCompiler();
    for (MeasuredProgram program : programs) {
      Said said = run(program, OTHER_COMPILERS_PLACE);
      compare(wrong, program, "rtl_warm", said.warm());
      compare(wrong, program, "asm_fpss", said.counts().floatIssues());
      compare(wrong, program, "asm_fpu", said.counts().fpuIssues());
      compare(wrong, program, "fmadd_issues", said.counts().multiplyAddIssues());
      compare(wrong, program, "asm_snitch", said.counts().integerIssues());
      compare(wrong, program, "asm_offloads", said.counts().offloads());
      compareCold(wrong, program, said.cold());
    }
    assertEquals(416, programs.size());
    assertEquals(List.of(), wrong);
  }

  @Test
  void cyclesOfProgramsByHandAreThoseOfTheRtl() {
    List<String> wrong = new ArrayList<>();
    List<MeasuredProgram> programs = MeasuredProgram.byHand();
    for (MeasuredProgram program : programs) {
      Said said = run(program, HAND_WRITTEN_PLACE);
      compare(wrong, program, "rtl_warm", said.warm());
      compareCold(wrong, program, said.cold());
    }
    assertEquals(77, programs.size());
    assertEquals(List.of(), wrong);
  }

  private static void compare(
      List<String> wrong, MeasuredProgram program, String column, long said) {
    int expected = program.figure(column);
    if (said != expected) {
      wrong.add("%s %s: %d instead of %d".formatted(program, column, said, expected));
    }
  }

  /// The first call within 2 %.
  private static void compareCold(List<String> wrong, MeasuredProgram program, long said) {
    int expected = program.figure("rtl_cold");
    if (Math.abs(said - expected) * 50 > expected) {
      wrong.add("%s cold: %d instead of %d".formatted(program, said, expected));
    }
  }
}
