package org.tosc.driver.errors;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tosc.tir.source.Diagnostic;

/// Counts the errors that one fault in a program causes beyond the first.
final class ExtraErrors {
  private final Map<String, Integer> byCode = new TreeMap<>();
  private int programs;
  private int faulty;
  private int extra;

  /// Adds what was found in a program with one fault.
  void add(List<Diagnostic> found) {
    List<Diagnostic> errors = found.stream().filter(Diagnostic::isError).toList();
    programs++;
    faulty += errors.isEmpty() ? 0 : 1;
    extra += Math.max(0, errors.size() - 1);
    errors.stream().skip(1).forEach(d -> byCode.merge(d.code().name(), 1, Integer::sum));
  }

  /// How many there are in each program that has errors; prints the codes that are most of them.
  double mean() {
    double mean = (double) extra / faulty;
    System.out.printf(
        "one fault each: %d programs, %d with errors, %.3f extra errors each%n",
        programs, faulty, mean);
    byCode.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(8)
        .forEach(e -> System.out.println("  " + e.getKey() + " " + e.getValue()));
    return mean;
  }
}
