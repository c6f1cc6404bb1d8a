package org.tosc.bench.yardstick;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Judged rows for programs: an object of JSON in a line for each goal and each gap.
final class JsonLines {
  private JsonLines() {}

  static List<String> of(JudgedRow row) {
    List<String> lines = new ArrayList<>();
    for (Judged judged : row.goals()) {
      lines.add(line(row.row().id(), judged));
    }
    for (Gap gap : row.row().gaps()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("row", row.row().id());
      fields.put("what", gap.what());
      fields.put("notMeasured", gap.why());
      lines.add(object(fields));
    }
    return lines;
  }

  private static String line(String row, Judged judged) {
    Goal goal = judged.goal();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("row", row);
    fields.put("what", goal.what());
    fields.put("op", goal.ours().op());
    fields.put("shape", goal.ours().shape());
    fields.put("who", goal.ours().who());
    fields.put("threads", (double) goal.ours().threads());
    fields.put("micros", judged.ours());
    goal.comparison().others().forEach(other -> fields.put("other", other.who()));
    fields.put("otherMicros", judged.other());
    fields.put("comparison", goal.comparison().getClass().getSimpleName());
    fields.put("value", judged.value());
    fields.put("must", goal.bounds().must());
    fields.put("good", goal.bounds().good());
    fields.put("stretch", goal.bounds().stretch());
    fields.put("reaches", judged.reached() == null ? null : judged.reached().text());
    fields.put("notMeasured", judged.why());
    fields.put("judgedBy", goal.how().isEmpty() ? null : goal.how());
    return object(fields);
  }

  /// Without what is not there: null and NaN.
  private static String object(Map<String, @Nullable Object> fields) {
    return fields.entrySet().stream()
        .filter(e -> e.getValue() != null && !e.getValue().equals(Double.NaN))
        .map(e -> quoted(e.getKey()) + ": " + value(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String value(@Nullable Object value) {
    return value instanceof Double number ? number(number) : quoted(String.valueOf(value));
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.6g", number);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
