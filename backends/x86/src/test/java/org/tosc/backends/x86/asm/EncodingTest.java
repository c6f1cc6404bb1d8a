package org.tosc.backends.x86.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every form, with operands at random, is written as GNU as writes it.
class EncodingTest {
  private static final int PER_FORM = 6;
  private static final int MOST_TRIES = 100;

  @Test
  void everyFormIsWrittenAsGnuAsWritesIt(@TempDir Path folder) throws IOException {
    assumeTrue(GnuAssembler.isPresent(), "not checked: GNU as is not installed");
    Samples samples = new Samples(1);
    List<Samples.Sample> all = new ArrayList<>();
    Samples.opcodes().forEach(opcode -> all.addAll(samples.few(opcode, PER_FORM)));
    List<String> differences = GnuAssembler.differences(all, folder);
    assertEquals("", String.join("\n", differences.subList(0, Math.min(40, differences.size()))));
  }

  /// No row stands behind another that takes all of its operands.
  @Test
  void everyFormIsTheFirstForSomeOperands() {
    Samples samples = new Samples(2);
    List<String> never = new ArrayList<>();
    for (Opcode opcode : Samples.opcodes()) {
      Set<Form> left = Collections.newSetFromMap(new IdentityHashMap<>());
      left.addAll(opcode.forms().all());
      left.removeIf(Form::isRelative);
      opcode.forms().all().forEach(form -> left.remove(form.mirror()));
      for (int tries = 0; tries < MOST_TRIES && !left.isEmpty(); tries++) {
        samples.few(opcode, PER_FORM).forEach(s -> left.remove(Forms.find(opcode, s.operands())));
      }
      left.forEach(form -> never.add(opcode + " " + form));
    }
    assertEquals("", String.join("\n", never));
  }
}
