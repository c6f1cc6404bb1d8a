package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// Does something again whenever one of a few files changes, until the process is interrupted.
final class Watch {
  private static final long PAUSE_MILLIS = 200;

  private Watch() {}

  static int forever(List<String> files, Console console, Runnable again)
      throws InterruptedException {
    List<FileTime> seen = times(files);
    while (true) {
      Thread.sleep(PAUSE_MILLIS);
      List<FileTime> now = times(files);
      if (!now.equals(seen)) {
        seen = now;
        console.err().println("--- " + String.join(", ", files));
        again.run();
        console.out().flush();
      }
    }
  }

  private static List<FileTime> times(List<String> files) {
    List<FileTime> times = new ArrayList<>();
    for (String file : files) {
      try {
        times.add(Files.getLastModifiedTime(Path.of(file)));
      } catch (IOException gone) {
        times.add(FileTime.fromMillis(0));
      }
    }
    return times;
  }
}
