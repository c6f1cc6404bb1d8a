package org.tosc.driver.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tosc.passes.Pipeline;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;
import org.tosc.tir.text.Printer;

/// What `--dump html=…` writes: one page that needs nothing else, with the sources, the module as
/// it was lowered, and a column for each pass. Lines that came from one line of a source light up
/// together; lines that a pass changed are marked, and a pass that changed nothing is a narrow
/// column.
public final class PassPage {
  private static final String STYLE =
      """
      <style>
      body { margin: 0; font: 13px system-ui, sans-serif; color: #1b1f24; background: #fff; }
      main { display: flex; align-items: flex-start; }
      section { flex: none; max-width: 46em; border-right: 1px solid #d0d7de; padding: 0 1em 1em; }
      section.same { color: #6e7781; }
      h2 { font-size: 14px; position: sticky; top: 0; background: inherit; margin: 0; padding: .6em 0; }
      section.changed h2::after { content: " changed"; color: #9a6700; font-weight: normal; }
      small { font-weight: normal; color: #6e7781; }
      pre { font: 12px ui-monospace, monospace; margin: 0; overflow-x: auto; }
      pre span { display: block; min-height: 1.3em; }
      [data-l] { cursor: pointer; }
      .new { background: #fff8c5; }
      .lit { background: #b6e3ff; }
      .pinned { background: #ffd8b5; }
      </style>
      """;

  private static final String SCRIPT =
      """
      <script>
      const mark = (l, name, on) =>
        document.querySelectorAll('[data-l="' + l + '"]').forEach(e => e.classList.toggle(name, on));
      const of = e => { const t = e.target.closest('[data-l]'); return t && t.dataset.l; };
      let pinned = null;
      document.addEventListener('mouseover', e => { const l = of(e); if (l) mark(l, 'lit', true); });
      document.addEventListener('mouseout', e => { const l = of(e); if (l) mark(l, 'lit', false); });
      document.addEventListener('click', e => {
        const l = of(e);
        if (!l) return;
        if (pinned) mark(pinned, 'pinned', false);
        pinned = pinned === l ? null : l;
        if (!pinned) return;
        mark(l, 'pinned', true);
        document.querySelectorAll('section').forEach(s => {
          const first = s.querySelector('[data-l="' + l + '"]');
          if (first && !s.contains(e.target)) first.scrollIntoView({ block: 'nearest' });
        });
      });
      </script>
      """;

  private final List<Source> sources = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  private PassPage() {}

  /// The page.
  ///
  /// @param program the file that was compiled
  /// @param lowered the module before the first pass
  public static String html(Source program, Module lowered, List<Pipeline.Step> steps) {
    return new PassPage().page(program, lowered, steps);
  }

  private String page(Source program, Module lowered, List<Pipeline.Step> steps) {
    List<Row> before = rows(lowered);
    out.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    out.append(escape(program.name()))
        .append("</title>")
        .append(STYLE)
        .append("</head><body><main>");
    int sourcesAt = out.length();
    column("lowered", "", "", before, Set.of());
    for (Pipeline.Step step : steps) {
      String time = String.format(Locale.ROOT, "%.3f ms", step.nanos() / 1e6);
      if (step.changed()) {
        List<Row> after = rows(step.after());
        column(step.pass().name(), time, remarks(step.work()), after, texts(before));
        before = after;
      } else {
        unchanged(step.pass().name(), time, remarks(step.work()));
      }
    }
    out.append("</main>").append(SCRIPT).append("</body></html>\n");
    out.insert(sourcesAt, sources());
    return out.toString();
  }

  /// A line of a module, and the line of a source that it came from: `file.line`, or nothing.
  private record Row(String text, String origin) {}

  /// Every operation begins a line, in the order in which the printer comes to them.
  private List<Row> rows(Module module) {
    List<Operation> operations = new ArrayList<>();
    module.functions().forEach(f -> Graph.each(f.body(), operations::add));
    List<Row> rows = new ArrayList<>();
    int next = 0;
    for (String line : Printer.print(module).lines().toList()) {
      String text = line.strip();
      boolean begins =
          !text.isEmpty()
              && !text.startsWith("}")
              && !text.startsWith("func ")
              && !text.startsWith("global ");
      rows.add(new Row(line, begins ? origin(operations.get(next++).span()) : ""));
    }
    return rows;
  }

  private String origin(Span span) {
    if (span.isNone()) {
      return "";
    }
    int file = sources.indexOf(span.source());
    if (file < 0) {
      file = sources.size();
      sources.add(span.source());
    }
    return file + "." + span.from().line();
  }

  private static Set<String> texts(List<Row> rows) {
    return rows.stream().map(row -> row.text().strip()).collect(Collectors.toSet());
  }

  private String sources() {
    StringBuilder text = new StringBuilder();
    for (int file = 0; file < sources.size(); file++) {
      text.append("<section><h2>").append(escape(sources.get(file).name())).append("</h2><pre>");
      List<String> lines = sources.get(file).text().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        line(text, lines.get(i), file + "." + (i + 1), false);
      }
      text.append("</pre></section>");
    }
    return text.toString();
  }

  /// A column; lines that are not among the texts before are new, unless there is nothing before.
  private void column(
      String name, String time, String remarks, List<Row> rows, Set<String> before) {
    head(name, time, before.isEmpty() ? "" : " class=changed");
    out.append("<pre>");
    for (Row row : rows) {
      boolean fresh = !before.isEmpty() && !before.contains(row.text().strip());
      line(out, row.text(), row.origin(), fresh);
    }
    out.append("</pre>").append(remarks).append("</section>");
  }

  private void unchanged(String name, String time, String remarks) {
    head(name, time, " class=same");
    out.append("<p>changed nothing</p>").append(remarks).append("</section>");
  }

  private void head(String name, String time, String kind) {
    out.append("<section").append(kind).append("><h2>").append(escape(name)).append(" <small>");
    out.append(escape(time)).append("</small></h2>");
  }

  private static void line(StringBuilder to, String text, String origin, boolean fresh) {
    to.append("<span");
    if (fresh) {
      to.append(" class=new");
    }
    if (!origin.isEmpty()) {
      to.append(" data-l=\"").append(origin).append('"');
    }
    to.append('>').append(escape(text)).append("\n</span>");
  }

  private String remarks(Work work) {
    StringBuilder text = new StringBuilder();
    Set<String> told = new HashSet<>();
    new TreeMap<>(work.hits())
        .forEach((rule, n) -> text.append("<li>").append(escape(rule + " × " + n)));
    for (Work.Note note : work.notes()) {
      String origin = origin(note.span());
      if (told.add(origin + note.text())) {
        text.append("<li data-l=\"").append(origin).append("\">").append(escape(note.text()));
      }
    }
    return text.isEmpty() ? "" : "<ul>" + text + "</ul>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
