package org.tosc.driver.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Runs [LengthRun] in a process of its own, again from where a stray access ended it, and says
/// which kernel that was and what it touched: `LengthCampaign [LENGTHS [KIND]]`.
///
/// Needs a JDK for x86-64 with AVX-512.
final class LengthCampaign {
  static final String ALL = "0-130,3072,8192";

  /// What HotSpot says of a signal (`os::print_siginfo`).
  private static final Pattern SIGNAL =
      Pattern.compile("siginfo: si_signo: \\d+ \\((\\w+)\\).*si_addr: (0x[0-9a-f]+)");

  private static final int MOST_STRAYS = 20;
  private static final int HEXADECIMAL = 16;

  private final String main;
  private final List<String> arguments;
  private final List<String> strays = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> sums = new ArrayList<>();
  private double worst;
  private String worstAt = "";
  private int cases;

  private LengthCampaign(String main, List<String> arguments) {
    this.main = main;
    this.arguments = arguments;
  }

  /// What came of it.
  ///
  /// @param cases kinds with lengths that were compared
  /// @param strays what touched what it should not, in words
  /// @param wrong results that are too far from what is expected
  /// @param worst the largest part of what is allowed that was used
  /// @param sums what each process said at its end
  record Report(
      int cases,
      List<String> strays,
      List<String> wrong,
      double worst,
      String worstAt,
      List<String> sums) {}

  static Report run(String lengths, String kind) throws IOException, InterruptedException {
    return run(LengthRun.class.getName(), List.of(lengths, kind));
  }

  /// @param main which is called with the number of the first case and these arguments
  static Report run(String main, List<String> arguments) throws IOException, InterruptedException {
    LengthCampaign campaign = new LengthCampaign(main, arguments);
    int from = 0;
    while (from >= 0 && campaign.strays.size() < MOST_STRAYS) {
      from = campaign.process(from);
    }
    return new Report(
        campaign.cases,
        campaign.strays,
        campaign.wrong,
        campaign.worst,
        campaign.worstAt,
        campaign.sums);
  }

  /// Runs one process from a case on; from where the next one has to go on, or -1.
  private int process(int from) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:+ErrorFileToStdout", "-XX:-CreateCoredumpOnCrash", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), main, "" + from));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String last = "";
    String signal = null;
    List<String> said = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(LengthRun.AT)) {
          last = line.substring(LengthRun.AT.length());
        } else {
          signal = signal == null ? signal(line, last) : signal;
          hear(line, said);
        }
      }
    }
    int code = process.waitFor();
    if (code == 0) {
      sums.add(said.getLast());
      return -1;
    }
    if (signal == null) {
      throw new IllegalStateException(last + "\n" + String.join("\n", said));
    }
    strays.add(signal);
    return Integer.parseInt(last.substring(0, last.indexOf(' '))) + 1;
  }

  private void hear(String line, List<String> said) {
    if (line.startsWith(LengthRun.WRONG)) {
      wrong.add(line.substring(LengthRun.WRONG.length()));
    } else if (line.startsWith(LengthRun.TOLD)) {
      String[] words = line.split(" ", 3);
      double used = Double.parseDouble(words[1]);
      cases++;
      if (used > worst) {
        worst = used;
        worstAt = words[2];
      }
    } else {
      said.add(line);
    }
  }

  /// What a line about a signal says of the kernel that ran, or null where it is about none.
  private static @Nullable String signal(String line, String kernel) {
    Matcher m = SIGNAL.matcher(line);
    if (!m.find()) {
      return null;
    }
    String[] parts = kernel.split(";", -1);
    long at = Long.parseUnsignedLong(m.group(2).substring(2), HEXADECIMAL);
    return parts[0] + ": " + m.group(1) + " " + near(at, parts[1]);
  }

  /// Where an address is, by the buffer that is nearest.
  private static String near(long at, String buffers) {
    String nearest = "";
    long least = Long.MAX_VALUE;
    String[] all = buffers.trim().split(" ", -1);
    for (int i = 0; i < all.length; i++) {
      String[] ends = all[i].split("\\+", -1);
      long from = Long.parseLong(ends[0], HEXADECIMAL);
      long to = from + Long.parseLong(ends[1], HEXADECIMAL);
      long off = at < from ? from - at : Math.max(0, at - to);
      if (off < least) {
        least = off;
        String side = at < from ? " bytes before" : " bytes behind the end of";
        nearest = off + side + " buffer " + i + " of " + (to - from) + " bytes";
      }
    }
    return nearest;
  }

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    Report report = run(args.length > 0 ? args[0] : ALL, args.length > 1 ? args[1] : "");
    report.strays().forEach(s -> System.out.println("stray access: " + s));
    report.wrong().forEach(w -> System.out.println("wrong: " + w));
    System.out.printf(
        "%d kinds with lengths, %d stray accesses, %d wrong, at most %.2f of what is allowed (%s),"
            + " %.0f s%n%s%n",
        report.cases(),
        report.strays().size(),
        report.wrong().size(),
        report.worst(),
        report.worstAt(),
        (System.nanoTime() - start) / 1e9,
        String.join("\n", report.sums()));
  }
}
