package org.tosc.driver.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Position;
import org.tosc.tir.source.Span;

/// A diagnostic as one JSON object: schema `tosc.diagnostic/1` of the command line's contract.
public final class JsonReport {
  private JsonReport() {}

  public static String render(Diagnostic d) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.diagnostic/1");
    object.put("code", d.code().name());
    object.put("severity", d.severity().text());
    object.put("message", d.message());
    place(object, d.span());
    object.put("labels", d.labels().stream().map(l -> label(l)).toList());
    object.put("notes", d.notes());
    object.put("fixes", d.fixes().stream().map(JsonReport::fix).toList());
    object.put("url", url(d));
    return Json.write(object);
  }

  /// Where the page of the code stands: `tosc explain` shows it.
  static String url(Diagnostic d) {
    return "tosc:explain/" + d.code().name();
  }

  private static void place(Map<String, Object> object, Span span) {
    Position from = span.from();
    Position to = span.to();
    object.put("file", span.source().name());
    object.put("line", from.line());
    object.put("column", from.column());
    object.put("endLine", to.line());
    object.put("endColumn", to.column());
  }

  private static Map<String, Object> label(Diagnostic.Label label) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("message", label.text());
    place(object, label.span());
    return object;
  }

  private static Map<String, Object> fix(Diagnostic.Fix fix) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("title", fix.title());
    object.put("edits", fix.edits().stream().map(JsonReport::edit).toList());
    return object;
  }

  private static Map<String, Object> edit(Diagnostic.Edit edit) {
    Map<String, Object> object = new LinkedHashMap<>();
    place(object, edit.span());
    object.put("text", edit.replacement());
    return object;
  }
}
