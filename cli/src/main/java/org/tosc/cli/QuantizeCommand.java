package org.tosc.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tosc.models.blocks.Encoding;
import org.tosc.models.convert.Recipe;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `tosc quantize IN OUT --format q4_0`: a model's weights in fewer bits, and how far each is off
/// then.
final class QuantizeCommand implements Command {
  private static final String FORMAT = "--format";
  private static final String WEIGHT = "--weight";

  private final Project project;

  QuantizeCommand() {
    this(Project.here());
  }

  QuantizeCommand(Project project) {
    this.project = project;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Write a model's weights in fewer bits");
    return WeightFiles.addTo(spec)
        .addOption(
            OptionSpec.builder(FORMAT)
                .type(String.class)
                .required(true)
                .paramLabel("FORMAT")
                .description("Of matrices: " + formats())
                .build())
        .addOption(
            OptionSpec.builder(WEIGHT)
                .type(String[].class)
                .arity("1")
                .paramLabel("NAME=FORMAT")
                .description("Of one weight, such as output.weight=q8_0")
                .build());
  }

  private static String formats() {
    return String.join(", ", Encoding.possible().stream().map(WeightFormat::text).toList());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    Map<String, WeightFormat> named = new LinkedHashMap<>();
    for (String entry : arguments.matchedOptionValue(WEIGHT, new String[0])) {
      int cut = entry.indexOf('=');
      if (cut < 1) {
        throw wrong(arguments, WEIGHT + " takes NAME=FORMAT, found `" + entry + "`");
      }
      named.put(entry.substring(0, cut), format(entry.substring(cut + 1), arguments));
    }
    Path to = Path.of(arguments.matchedPositionalValue(1, ""));
    boolean isGguf = to.toString().toLowerCase(Locale.ROOT).endsWith(".gguf");
    if (!isGguf && !named.isEmpty()) {
      throw wrong(arguments, WEIGHT + " is for a .gguf file, found " + to);
    }
    Recipe matrices = Recipe.of(format(arguments.matchedOptionValue(FORMAT, ""), arguments));
    Recipe recipe = new Recipe(matrices.matrices(), matrices.others(), named);
    int exit = WeightFiles.rewrite(recipe, project, arguments, console);
    if (exit == Exit.OK && isGguf && !console.quiet()) {
      tellOthers(to, recipe, console);
    }
    return exit;
  }

  /// Says which weights are in another format than was asked for, and why.
  private static void tellOthers(Path written, Recipe recipe, Console console) {
    Map<String, Integer> others = new TreeMap<>();
    int all;
    try (GgufFile file = GgufFile.open(written)) {
      all = file.all().size();
      for (Weight weight : file.all()) {
        WeightFormat asked = recipe.asked(weight);
        if (weight.format() != asked) {
          String why =
              "%s instead of %s: rows of %d are no whole blocks of %d"
                  .formatted(
                      weight.format().text(), asked.text(), weight.rowLength(), asked.blockSize());
          others.merge(why, 1, Integer::sum);
        }
      }
    }
    if (!others.isEmpty()) {
      int count = others.values().stream().mapToInt(Integer::intValue).sum();
      console
          .err()
          .println(
              "tosc: note: %d of %d weights are not in the format that was asked for"
                  .formatted(count, all));
      others.forEach((why, number) -> console.err().println("  " + number + " in " + why));
    }
  }

  /// The format of a name.
  static WeightFormat format(String text, ParseResult arguments) {
    for (WeightFormat format : Encoding.possible()) {
      if (format.text().equals(text.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw wrong(arguments, "there is no format `" + text + "`; expected " + formats());
  }

  private static ParameterException wrong(ParseResult arguments, String message) {
    return new ParameterException(arguments.commandSpec().commandLine(), message);
  }
}
