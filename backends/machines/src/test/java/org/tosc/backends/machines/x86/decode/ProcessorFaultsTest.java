package org.tosc.backends.machines.x86.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.machines.x86.Tools;

/// The processor takes what we decode, with the same length, and refuses what we refuse.
class ProcessorFaultsTest {
  @TempDir Path folder;

  @Test
  void vectorInstructionsFaultAsOnTheProcessor() throws IOException {
    Assumptions.assumeTrue(Tools.has("gcc"), "not checked: gcc is not installed");
    Assumptions.assumeTrue(
        Tools.processorHas(ProcessorFaults.FEATURES), "not checked: no processor with AVX-512");
    var campaign = new ProcessorFaults(folder, 1);
    campaign.run(60_000);
    assertEquals("", String.join("\n", campaign.differences));
    assertTrue(campaign.executed > 10_000 && campaign.refused > 5_000, campaign::toString);
  }
}
