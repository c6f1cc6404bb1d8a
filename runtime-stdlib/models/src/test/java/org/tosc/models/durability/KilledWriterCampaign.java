package org.tosc.models.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Many killed writers: `KilledWriterCampaign KILLS SEED`. Ends with an exception where a file is
/// damaged.
final class KilledWriterCampaign {
  private KilledWriterCampaign() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tosc-killed");
    KilledWriter writer = new KilledWriter(folder, Long.parseLong(args[1]));
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      writer.kill();
    }
    System.out.printf(
        "%d writers killed, seed %s: 0 damaged files, %d saves, %d kills left an unfinished file,"
            + " never more than one%n",
        writer.killed(), args[1], writer.version(), writer.leftovers());
  }
}
