package org.tosc.backends.machines.x86.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.machines.x86.Tools;

/// The model does what the processor does: single instructions, and functions that gcc compiled.
class ProcessorTest {
  @TempDir Path folder;

  @Test
  void singleInstructions() throws IOException {
    Assumptions.assumeTrue(Tools.has("gcc"), "not checked: gcc is not installed");
    Assumptions.assumeTrue(
        Tools.processorHas(StateCampaign.FEATURES), "not checked: no processor with AVX-512");
    var campaign = new StateCampaign(folder, 1, "");
    campaign.run(60_000);
    assertEquals("", String.join("\n", campaign.differences));
    assertTrue(campaign.rows.size() > 1500, campaign::toString);
    assertTrue(campaign.trapped < 1000, campaign::toString);
  }

  @Test
  void plainFunctions() throws Throwable {
    functions(List.of("-O2"), "sse2");
  }

  @Test
  void smallFunctions() throws Throwable {
    functions(List.of("-O1", "-msse4.2", "-mpopcnt"), "sse4_2", "popcnt");
  }

  @Test
  void functionsWithAvx2() throws Throwable {
    functions(
        List.of("-O3", "-mavx2", "-mfma", "-mbmi", "-mbmi2", "-mf16c"), "avx2", "fma", "bmi2");
  }

  @Test
  void functionsWithAvx512() throws Throwable {
    functions(
        List.of(
            "-O3",
            "-mavx512f",
            "-mavx512bw",
            "-mavx512dq",
            "-mavx512vl",
            "-mavx512cd",
            "-mavx512vbmi",
            "-mavx512vnni",
            "-mprefer-vector-width=512",
            "-mbmi2",
            "-mfma"),
        "avx512f",
        "avx512bw",
        "avx512dq",
        "avx512vl",
        "avx512cd",
        "avx512vbmi",
        "avx512_vnni");
  }

  private void functions(List<String> options, String... features) throws Throwable {
    Assumptions.assumeTrue(Tools.has("gcc"), "not checked: gcc is not installed");
    Assumptions.assumeTrue(
        Tools.processorHas(features),
        "not checked: the processor lacks one of " + Set.of(features));
    var compiled = new CompiledFunctions(folder, options, 8);
    assertEquals("", String.join("\n", compiled.differences), () -> options.toString());
    assertTrue(compiled.functions >= 60, () -> compiled.functions + " functions");
  }
}
