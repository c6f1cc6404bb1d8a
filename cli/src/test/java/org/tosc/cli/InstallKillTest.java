package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallKillTest {
  private static final int KILLS = 3;

  @TempDir private Path folder;

  @Test
  void aKilledInstallationLeavesWholeModels() throws IOException, InterruptedException {
    InstallKills kills = new InstallKills(folder, 8);
    for (int i = 0; i < KILLS; i++) {
      kills.kill();
    }
    assertEquals(KILLS, kills.killed());
  }
}
