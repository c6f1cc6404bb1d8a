package org.tosc.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A fault of tosc itself: says so, and writes what is needed to reproduce it.
final class InternalFault {
  private InternalFault() {}

  static int report(Throwable fault, List<String> args, PrintStream err) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace, true));
    String text =
        "arguments: "
            + args
            + "\njava: "
            + System.getProperty("java.vm.version")
            + "\n\n"
            + trace
            + inputs(args);
    err.println("tosc: internal error: " + fault);
    err.println("this is a fault of tosc, not of your program");
    try {
      Path file = Files.createTempFile("tosc-fault-", ".txt");
      Files.writeString(file, text);
      err.println("a report to send is in " + file);
    } catch (IOException cannotWrite) {
      err.println(text);
    }
    return Exit.INTERNAL;
  }

  /// The files that the command line names, so that the report reproduces the fault.
  private static String inputs(List<String> args) {
    StringBuilder out = new StringBuilder();
    for (String arg : args) {
      try {
        if (Files.isRegularFile(Path.of(arg)) && Files.size(Path.of(arg)) < 1 << 20) {
          out.append("\n--- ").append(arg).append('\n').append(Files.readString(Path.of(arg)));
        }
      } catch (IOException | java.nio.file.InvalidPathException notAFile) {
        // Options and unreadable files are no part of the report.
      }
    }
    return out.toString();
  }
}
