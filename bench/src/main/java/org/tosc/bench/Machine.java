package org.tosc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a measurement was taken on.
public final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path LOAD = Path.of("/proc/loadavg");

  private Machine() {}

  /// All of it in one line.
  public static String describe() {
    return processor()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors, "
        + System.getProperty("os.name")
        + ", "
        + System.getProperty("java.vendor")
        + " JDK "
        + Runtime.version()
        + ", "
        + load();
  }

  /// The processor's name.
  public static String processor() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException none) {
      return System.getProperty("os.arch");
    }
  }

  /// How busy it is.
  public static String load() {
    try {
      return "load " + Files.readString(LOAD).split(" ", 2)[0];
    } catch (IOException none) {
      return "load unknown";
    }
  }
}
