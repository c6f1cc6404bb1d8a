package org.tosc.driver.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Position;
import org.tosc.tir.source.Severity;
import org.tosc.tir.source.Span;

/// Diagnostics as one SARIF 2.1.0 log (OASIS standard), which code hosts read.
public final class SarifReport {
  private SarifReport() {}

  public static String render(List<Diagnostic> diagnostics, String version) {
    List<Object> rules =
        diagnostics.stream()
            .map(Diagnostic::code)
            .distinct()
            .sorted()
            .<Object>map(SarifReport::rule)
            .toList();
    Map<String, Object> driver = map("name", "tosc", "version", version, "rules", rules);
    Map<String, Object> run =
        map(
            "tool", map("driver", driver),
            "columnKind", "unicodeCodePoints",
            "results", diagnostics.stream().map(SarifReport::result).toList());
    return Json.write(
        map(
            "version",
            "2.1.0",
            "$schema",
            "https://json.schemastore.org/sarif-2.1.0.json",
            "runs",
            List.of(run)));
  }

  private static Map<String, Object> rule(Code code) {
    return map("id", code.name(), "shortDescription", map("text", code.title()));
  }

  private static Map<String, Object> result(Diagnostic d) {
    return map(
        "ruleId", d.code().name(),
        "level", d.severity() == Severity.ERROR ? "error" : d.severity().text(),
        "message", map("text", d.message()),
        "locations", List.of(location(d.span())),
        "relatedLocations", d.labels().stream().map(l -> related(l)).toList());
  }

  private static Map<String, Object> related(Diagnostic.Label label) {
    Map<String, Object> location = location(label.span());
    location.put("message", map("text", label.text()));
    return location;
  }

  private static Map<String, Object> location(Span span) {
    Position from = span.from();
    Position to = span.to();
    Map<String, Object> region =
        map(
            "startLine",
            from.line(),
            "startColumn",
            from.column(),
            "endLine",
            to.line(),
            "endColumn",
            to.column());
    return map(
        "physicalLocation",
        map("artifactLocation", map("uri", span.source().name()), "region", region));
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
