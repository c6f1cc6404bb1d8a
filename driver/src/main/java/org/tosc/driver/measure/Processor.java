package org.tosc.driver.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The name of the processor, as Linux tells it; elsewhere its architecture.
public final class Processor {
  private static final Path INFO = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  private Processor() {}

  public static String name() {
    try {
      return Files.readAllLines(INFO).stream()
          .filter(line -> line.startsWith(MODEL))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch", "unknown"));
    } catch (IOException unknown) {
      return System.getProperty("os.arch", "unknown");
    }
  }
}
