package org.tosc.backends.x86.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every form, with operands at random, is written as GNU as writes it.
class EncodingTest {
  private static final int PER_FORM = 12;

  @Test
  void everyFormIsWrittenAsGnuAsWritesIt(@TempDir Path folder) throws IOException {
    assumeTrue(GnuAssembler.isPresent(), "not checked: GNU as is not installed");
    Samples samples = new Samples(1);
    List<Samples.Sample> all = new ArrayList<>();
    Samples.opcodes().forEach(opcode -> all.addAll(samples.few(opcode, PER_FORM)));
    List<String> differences = GnuAssembler.differences(all, folder);
    assertEquals("", String.join("\n", differences.subList(0, Math.min(40, differences.size()))));
  }
}
