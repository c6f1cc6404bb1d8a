package org.tosc.driver.fuzz;

import java.util.List;

/// Runs a campaign by hand: `FuzzMain KIND PROGRAMS SEED`.
final class FuzzMain {
  private FuzzMain() {}

  static Campaign.Kind kind(String name) {
    return List.<Campaign.Kind>of(new TirCampaign(), new SourceCampaign()).stream()
        .filter(k -> k.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public static void main(String[] args) {
    Campaign.Kind kind = kind(args[0]);
    long start = System.nanoTime();
    Campaign.Report report =
        Campaign.run(
            kind,
            Integer.parseInt(args[1]),
            Long.parseLong(args[2]),
            (n, m) -> {
              if (n % 2000 == 0 || n < 100) System.out.printf("%d %d%n", n, m);
            });
    report.mismatches().forEach(m -> System.out.println(m));
    System.out.printf(
        "%s: %d programs, %d mismatches, %.1f s%n%s%n",
        report.kind(),
        report.programs(),
        report.mismatches().size(),
        (System.nanoTime() - start) / 1e9,
        report.used());
  }
}
