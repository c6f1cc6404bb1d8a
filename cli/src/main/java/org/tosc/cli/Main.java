package org.tosc.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/// Entry point of the `tosc` command.
public final class Main {
  /// Guest calls nest 10,000 deep and more; interpreted ones take about 2 KB each.
  private static final long STACK_BYTES = 1L << 30;

  private Main() {}

  /// Runs one command; the exit code is the process's.
  public static void main(String[] args) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int exit = onDeepStack(() -> Tosc.run(args, System.in, out, err));
    out.flush();
    err.flush();
    System.exit(exit);
  }

  /// Runs a command on a thread whose stack is deep enough for guest calls.
  static int onDeepStack(IntSupplier command) throws InterruptedException {
    AtomicInteger exit = new AtomicInteger(Exit.INTERNAL);
    Thread main = new Thread(null, () -> exit.set(command.getAsInt()), "tosc", STACK_BYTES);
    main.start();
    main.join();
    return exit.get();
  }
}
