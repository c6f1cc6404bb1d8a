package org.tosc.backends.x86.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.x86.asm.AssemblyText;
import org.tosc.backends.x86.asm.GnuAssembler;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Note;
import org.tosc.backends.x86.asm.Operand;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.backends.x86.code.NoCode;
import org.tosc.passes.kernelize.Groups;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.ir.Function;

/// Code needs no more of a CPU than its instruction set says, in the judgement of GNU as.
class InstructionSetTest {
  /// What GNU as calls the features of each (`.arch`), which is what headers of objects name.
  private static final Map<InstructionSet, List<String>> FEATURES =
      Map.of(
          InstructionSet.AVX2,
          List.of("avx2", "fma", "f16c", "bmi2"),
          InstructionSet.AVX512,
          List.of("bmi2", "avx512f", "avx512bw", "avx512dq", "avx512vl"),
          InstructionSet.AVX512_VNNI,
          List.of("bmi2", "avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512_vnni"));

  /// Of which each is more.
  private static final Map<InstructionSet, InstructionSet> LESS =
      Map.of(
          InstructionSet.AVX512,
          InstructionSet.AVX2,
          InstructionSet.AVX512_VNNI,
          InstructionSet.AVX512);

  @ParameterizedTest
  @EnumSource
  void noInstructionNeedsMore(InstructionSet set, @TempDir Path folder) throws IOException {
    assumeTrue(GnuAssembler.isPresent(), "not checked: GNU as is not installed");
    List<String> all = new ArrayList<>();
    for (Groups.Case group : Groups.ALL) {
      Compiled compiled = Compiled.of(Sequences.of(group.text()), set);
      for (Note note : compiled.code().notes()) {
        if (note instanceof Note.Instruction i
            && i.operands().stream().noneMatch(Label.class::isInstance)) {
          all.add(AssemblyText.of(i.opcode(), i.operands().toArray(Operand[]::new)));
        }
      }
    }
    assertTrue(all.size() > 10_000, all.size() + " instructions");
    assertEquals(Map.of(), GnuAssembler.errors(text(set, all), folder));
    InstructionSet less = LESS.get(set);
    if (less != null) {
      assertTrue(!GnuAssembler.errors(text(less, all), folder).isEmpty());
    }
  }

  private static String text(InstructionSet set, List<String> instructions) {
    StringBuilder text = new StringBuilder(GnuAssembler.INTEL).append(".arch generic64\n");
    Objects.requireNonNull(FEATURES.get(set))
        .forEach(f -> text.append(".arch .").append(f).append('\n'));
    instructions.forEach(i -> text.append(i).append('\n'));
    return text.toString();
  }

  @Test
  void longerVectorsAreRefused() {
    Function nests = Sequences.of(Groups.ALL.getFirst().text()).steps().getFirst().nests();
    List<Function> loops = Objects.requireNonNull(Lower.lower(nests, Machine.AVX512.asAssembled()));
    NoCode none = assertThrows(NoCode.class, () -> KernelCode.of(loops, InstructionSet.AVX2));
    assertEquals("vectors of 512 bits, of x86-64-v3", none.getMessage());
  }

  @Test
  void levelsAreThoseOfTheAbi() {
    assertEquals(InstructionSet.AVX2, InstructionSet.ofLevel("x86-64-v3"));
    assertEquals(InstructionSet.AVX512, InstructionSet.ofLevel("x86-64-v4"));
    assertEquals(InstructionSet.AVX512_VNNI, InstructionSet.ofLevel("x86-64-v4+vnni"));
    assertEquals(null, InstructionSet.ofLevel("x86-64-v2"));
  }
}
