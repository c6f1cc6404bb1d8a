package org.tosc.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The lines in which drivers of any language tell what they measured: `RESULT operation shape who
/// threads best median samples`, times in microseconds.
///
/// @param timing its peak is not known
public record ResultLines(String op, String shape, String who, int threads, Timing timing) {
  /// The results in what a program printed; other lines are passed over.
  public static List<ResultLines> in(List<String> lines) {
    List<ResultLines> found = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length >= 7 && words[0].equals("RESULT")) {
        found.add(
            new ResultLines(
                words[1],
                words[2],
                words[3],
                Integer.parseInt(words[4]),
                new Timing(
                    Double.parseDouble(words[5]),
                    Double.parseDouble(words[6]),
                    words.length > 7 ? Integer.parseInt(words[7]) : 1,
                    Double.NaN)));
      }
    }
    return found;
  }

  /// One line.
  static String line(Problem problem, String who, int threads, Timing timing) {
    return new ResultLines(problem.op(), problem.shape(), who, threads, timing).line();
  }

  /// As it is printed.
  public String line() {
    return String.format(
        Locale.ROOT,
        "RESULT %s %s %s %d %.4f %.4f %d",
        op,
        shape,
        who,
        threads,
        timing.bestMicros(),
        timing.medianMicros(),
        timing.samples());
  }
}
