package org.tosc.backends.machines.snitch.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.machines.parameters.ConfigurationError;
import org.tosc.backends.machines.snitch.core.Configuration;

class ConfigurationFileTest {
  /// Every parameter stands in the file, so nothing is left to another default.
  @Test
  void defaultFileIsTheDefault() {
    assertEquals(Configuration.DEFAULT, ConfigurationFile.bundled("default"));
    assertEquals(Configuration.DEFAULT, ConfigurationFile.read(""));
  }

  /// The newer revision: 16 KiB of instructions, and moves are buffered (snitch.md section 1).
  @Test
  void headDiffers() {
    Configuration head = ConfigurationFile.bundled("head");
    assertTrue(head.buffersIntegers());
    assertEquals(16 << 10, head.instructionBytes());
    assertEquals(
        Configuration.DEFAULT, head.withBufferedIntegers(false).withInstructionBytes(8 << 10));
  }

  @Test
  void readsEachParameter() {
    Configuration read =
        ConfigurationFile.read(
            """
            # a comment
            [cluster]
            cores = 4 # another
            [core]\r
            zawrs = true\r
            [sequencer]
              depth=64
            buffers_integers = true
            [fpu]
            multiply_add = 4
            divide = 5
            non_compute = 2
            convert = 3
            dot_product = 6
            [memory]
            tcdm_bytes = 0x1_0000
            banks = 16
            dram_cycles = 100
            [instructions]
            cache_bytes = 4_096
            hit_cycles = 2
            miss_cycles = 30
            """);
    assertEquals(
        new Configuration(4, 64, 4, 5, 2, 3, 6, 1 << 16, 16, 100, 4096, 2, 30, true, true), read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[fpu]~divide = 9                |2|10|`fpu.divide`: a number from 0 to 8 is needed here",
        "[fpu]~divide = true             |2|10|`fpu.divide`: a whole number is needed here",
        "[core]~zawrs = 1                |2|9 |`core.zawrs`: `true` or `false` is needed here",
        "[sequencer]~~depth = 33         |3|9 |`sequencer.depth`: a power of two from 2 to 1024"
            + " is needed here",
        "[fpu]~ speed = 3                |2|2 |there is no parameter `fpu.speed`",
        "cores = 3                       |1|1 |there is no parameter `cores`",
        "[fpu]~divide = 1~divide = 2     |3|1 |`fpu.divide` stands here twice",
        "[fpu]~[core]~ [fpu]             |3|3 |the table `fpu` stands here twice",
        "[fpu~divide = 1                 |1|1 |neither a `[table]` nor a `key = value`",
        "[fpu]~divide = one              |2|10|`one` is neither a whole number nor `true` or"
            + " `false`",
        "[fpu]~divide = 012              |2|10|`012` is neither a whole number nor `true` or"
            + " `false`",
        "[fpu]~divide = 99999999999999999999|2|10|`99999999999999999999` does not fit into 64 bits",
      })
  void tellsWhereItIsWrong(String text, int line, int column, String message) {
    ConfigurationError error =
        assertThrows(
            ConfigurationError.class, () -> ConfigurationFile.read(text.replace('~', '\n')));
    assertEquals(message, error.getMessage());
    assertEquals(line, error.line());
    assertEquals(column, error.column());
  }

  @Test
  void knowsNoOtherNames() {
    assertThrows(IllegalArgumentException.class, () -> ConfigurationFile.bundled("../x"));
  }
}
