package org.tosc.rt.builtin;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// `format`: `format(x, ".2f")` formats one value, `format("{} of {:.1f}", a, b)` fills a template,
/// whose fields may name an argument by number: `{1}`. `{{` and `}}` stand for braces.
final class Templates {
  private Templates() {}

  static Text format(@Nullable Object value, ListValue args) {
    if (value instanceof Text template && (isTemplate(template) || args.size() != 1)) {
      return Text.of(fill(template.toString(), args));
    }
    if (args.size() > 1) {
      throw Errors.argument("format() of a value expects one format, found " + args.size());
    }
    return FormatSpec.text(value, args.size() == 0 ? "" : Args.string("format", args.get(0)));
  }

  private static boolean isTemplate(Text text) {
    return text.toString().indexOf('{') >= 0;
  }

  private static String fill(String template, ListValue args) {
    StringBuilder out = new StringBuilder();
    int next = 0;
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      if ((c == '{' || c == '}') && template.startsWith(c + "" + c, at)) {
        out.append(c);
        at += 2;
      } else if (c == '{') {
        int close = template.indexOf('}', at);
        if (close < 0) {
          throw Errors.value("the template " + Show.quote(template) + " has a `{` without `}`");
        }
        String field = template.substring(at + 1, close);
        int colon = field.indexOf(':');
        String position = colon < 0 ? field : field.substring(0, colon);
        long index = position.isEmpty() ? next++ : (Long) Conversions.toInt(Text.of(position), 10);
        out.append(
            FormatSpec.apply(argument(args, index), colon < 0 ? "" : field.substring(colon + 1)));
        at = close + 1;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static @Nullable Object argument(ListValue args, long index) {
    if (index < 0 || index >= args.size()) {
      throw Errors.index(
          "the template asks for argument " + index + ", but " + args.size() + " were given");
    }
    return args.get(index);
  }
}
