package org.tosc.backends.machines.parameters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the part of TOML 1.0 that files of parameters need, and nothing else: tables of one name,
/// keys without quotes, decimal and hexadecimal whole numbers, booleans, comments.
public final class TomlReader {
  private static final int HEX = 16;
  private static final Pattern BLANK = Pattern.compile("\\s*(#.*)?");
  private static final Pattern TABLE =
      Pattern.compile("\\s*\\[\\s*([A-Za-z0-9_-]+)\\s*]\\s*(#.*)?");
  private static final Pattern PAIR =
      Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*=\\s*([^\\s#]+)\\s*(#.*)?");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?(0|[1-9](_?[0-9])*)");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9A-Fa-f](_?[0-9A-Fa-f])*");

  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> tables = new HashSet<>();
  private final Set<String> keys = new HashSet<>();
  private String table = "";

  private TomlReader() {}

  /// All entries of a text, in their order.
  ///
  /// @throws ConfigurationError at the first thing that is not understood or stands there twice
  public static List<Entry> read(String text) {
    TomlReader reader = new TomlReader();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      reader.line(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line, number);
    }
    return List.copyOf(reader.entries);
  }

  private void line(String line, int number) {
    if (BLANK.matcher(line).matches()) {
      return;
    }
    Matcher named = TABLE.matcher(line);
    Matcher pair = PAIR.matcher(line);
    if (named.matches()) {
      table = named.group(1);
      if (!tables.add(table)) {
        throw new ConfigurationError(
            number, named.start(1) + 1, "the table `" + table + "` stands here twice");
      }
    } else if (pair.matches()) {
      entry(pair, number);
    } else {
      int first = line.length() - line.stripLeading().length();
      throw new ConfigurationError(number, first + 1, "neither a `[table]` nor a `key = value`");
    }
  }

  private void entry(Matcher pair, int line) {
    String key = table.isEmpty() ? pair.group(1) : table + "." + pair.group(1);
    int column = pair.start(1) + 1;
    if (!keys.add(key)) {
      throw new ConfigurationError(line, column, "`" + key + "` stands here twice");
    }
    String text = pair.group(2);
    int valueColumn = pair.start(2) + 1;
    boolean isBoolean = "true".equals(text) || "false".equals(text);
    long value = isBoolean ? ("true".equals(text) ? 1 : 0) : number(text, line, valueColumn);
    entries.add(new Entry(key, value, isBoolean, line, column, valueColumn));
  }

  private static long number(String text, int line, int column) {
    String digits = text.replace("_", "");
    try {
      if (HEXADECIMAL.matcher(text).matches()) {
        return Long.parseLong(digits.substring(2), HEX);
      }
      if (DECIMAL.matcher(text).matches()) {
        return Long.parseLong(digits);
      }
    } catch (NumberFormatException tooLarge) {
      throw new ConfigurationError(line, column, "`" + text + "` does not fit into 64 bits");
    }
    throw new ConfigurationError(
        line, column, "`" + text + "` is neither a whole number nor `true` or `false`");
  }
}
