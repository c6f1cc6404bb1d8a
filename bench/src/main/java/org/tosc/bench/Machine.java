package org.tosc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tosc.driver.measure.Processor;

/// What a measurement was taken on.
public final class Machine {
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
    return Processor.name();
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
