package org.tosc.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tosc.models.blocks.Encoding;
import org.tosc.models.convert.Recipe;
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
    Recipe recipe = Recipe.of(format(arguments.matchedOptionValue(FORMAT, ""), arguments));
    return WeightFiles.rewrite(
        new Recipe(recipe.matrices(), recipe.others(), named), arguments, console);
  }

  private static WeightFormat format(String text, ParseResult arguments) {
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
