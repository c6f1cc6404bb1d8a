package org.tosc.backends.machines.x86.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.backends.machines.x86.Tools;
import org.tosc.backends.machines.x86.manual.Manual;
import org.tosc.backends.machines.x86.manual.Row;
import org.tosc.backends.machines.x86.manual.Trait;

/// Our text and lengths are those of objdump, on bytes by chance and on what gcc makes.
class ObjdumpTest {
  @TempDir Path folder;

  @Test
  void bytesByChance() throws IOException {
    Assumptions.assumeTrue(Tools.has("objdump"), "not checked: objdump is not installed");
    var campaign = new ObjdumpCampaign(folder, 1);
    campaign.run(200_000);
    campaign.run(200_000);
    assertEquals("", String.join("\n", campaign.differences));
    assertTrue(campaign.unsynchronised < 1000, campaign::toString);
    var unseen = new TreeSet<String>();
    for (Row row : Manual.rows()) {
      if (!row.has(Trait.UNMODELLED) && !campaign.rows.containsKey(row)) {
        unseen.add(row.toString());
      }
    }
    assertTrue(unseen.size() < 20, unseen::toString);
  }

  @Test
  void whatGccMakes() throws IOException {
    Assumptions.assumeTrue(
        Tools.has("objdump") && Tools.has("gcc"), "not checked: gcc or objdump is not installed");
    for (String options :
        List.of(
            "-O2", "-O3 -mavx2 -mfma -mbmi2 -mf16c", "-O3 -march=sapphirerapids", "-O1 -mpopcnt")) {
      var compiled = new CompiledText(folder, List.of(options.split(" ", -1)));
      assertEquals("", String.join("\n", compiled.differences()), options);
      assertTrue(compiled.instructions() > 300, options + ": " + compiled.instructions());
    }
  }
}
