package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.report.Json;
import org.tosc.models.convert.Recipe;
import org.tosc.models.convert.Requantise;
import org.tosc.models.convert.WeightReport;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.GgufForm;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.hub.HubModel;
import org.tosc.models.hub.HubToGguf;
import org.tosc.models.safetensors.SafetensorsFile;
import org.tosc.models.weights.Weights;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.tensor.file.TensorFileFault;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What `tosc quantize` and `tosc convert` share: a model's weights from one file to another, and
/// the report of what became of each. With `--json` each weight is an object of schema
/// `tosc.weight/1`.
final class WeightFiles {
  private static final String GGUF = ".gguf";
  private static final String SAFETENSORS = ".safetensors";

  private WeightFiles() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(Console.json())
        .addPositional(
            file(
                0,
                "IN",
                "A .gguf or .safetensors file, a folder of Hugging Face, or an installed model"))
        .addPositional(file(1, "OUT", "A .gguf or .safetensors file; it is replaced as a whole"));
  }

  private static PositionalParamSpec file(int index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .arity("1")
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /// Writes the second file.
  ///
  /// @param recipe null for numbers as they are
  static int rewrite(
      @Nullable Recipe recipe, Project project, ParseResult arguments, Console console) {
    Path to = Path.of(arguments.matchedPositionalValue(1, ""));
    Progress progress = Progress.of(console);
    List<WeightReport> reports;
    try {
      Path from = project.model(arguments.matchedPositionalValue(0, ""));
      reports = write(from, recipe, to, heard(progress), arguments, console);
    } catch (TensorFileFault | IOException | IllegalArgumentException fault) {
      progress.end();
      console.err().println("tosc: " + FileReason.told(fault));
      return Exit.PROGRAM_ERRORS;
    }
    progress.end();
    if (arguments.hasMatchedOption("--json")) {
      reports.forEach(r -> console.out().println(Json.write(object(r))));
    } else {
      table(reports, console);
    }
    return Exit.OK;
  }

  private static org.tosc.models.convert.Progress heard(Progress progress) {
    return (report, done, all) -> progress.show((double) done / Math.max(1, all), report.name());
  }

  private static List<WeightReport> write(
      Path from,
      @Nullable Recipe recipe,
      Path to,
      org.tosc.models.convert.Progress heard,
      ParseResult arguments,
      Console console)
      throws IOException {
    if (ends(to, GGUF)) {
      GgufForm form = asGguf(from, console);
      try (Weights weights = form.weights()) {
        Recipe all = recipe == null ? Recipe.unchanged(weights) : recipe;
        return Requantise.toGguf(to, form.metadata(), weights, all, heard);
      }
    }
    if (ends(to, SAFETENSORS)) {
      try (Weights weights = open(from)) {
        Recipe all =
            recipe == null
                ? Recipe.unchanged(weights).withoutBlocks()
                : Recipe.plain(recipe.matrices());
        return Requantise.toSafetensors(to, Map.of(), weights, all, heard);
      }
    }
    throw new ParameterException(
        arguments.commandSpec().commandLine(), "OUT is a .gguf or .safetensors file, found " + to);
  }

  /// What a `.gguf` file is written of: of a folder of Hugging Face, or of weights in one, the
  /// whole model. Of other weights these alone; that is told, since no program can load them as a
  /// model.
  private static GgufForm asGguf(Path from, Console console) {
    if (HubModel.folder(from) != null) {
      return asGguf(HubModel.open(from));
    }
    Weights weights = open(from);
    if (weights instanceof GgufFile file) {
      return new GgufForm(file.metadata(), file);
    }
    console
        .err()
        .println(
            "tosc: note: there is no `%s` beside these weights, so what is written is no model"
                .formatted(HubModel.CONFIG));
    return new GgufForm(Metadata.of(Map.of()), weights);
  }

  private static GgufForm asGguf(HubModel model) {
    try {
      return HubToGguf.of(model.folder(), model.architecture(), model.weights());
    } catch (RuntimeException fault) {
      model.weights().close();
      throw fault;
    }
  }

  /// Weights by the names that files have.
  private static Weights open(Path path) {
    if (Files.isDirectory(path)) {
      return HubModel.files(path);
    }
    return ends(path, SAFETENSORS) ? SafetensorsFile.open(path) : GgufFile.open(path);
  }

  private static boolean ends(Path path, String with) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(with);
  }

  private static void table(List<WeightReport> reports, Console console) {
    console.say(
        "%-32s %-14s %12s %12s %12s %10s",
        "weight", "formats", "bytes", "max error", "rms", "relative");
    for (WeightReport r : reports) {
      console.say(
          "%-32s %-14s %12d %12.3g %12.3g %10.2g",
          r.name(),
          r.from() == r.to() ? r.to().text() : r.from().text() + " → " + r.to().text(),
          r.bytesAfter(),
          r.maxError(),
          r.rmsError(),
          r.relativeError());
    }
    long before = reports.stream().mapToLong(WeightReport::bytesBefore).sum();
    long after = reports.stream().mapToLong(WeightReport::bytesAfter).sum();
    console.say(
        "%d weights, %.1f MB before, %.1f MB now", reports.size(), before / 1e6, after / 1e6);
  }

  private static Map<String, Object> object(WeightReport report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.weight/1");
    object.put("name", report.name());
    object.put("from", report.from().text());
    object.put("to", report.to().text());
    object.put("bytesBefore", report.bytesBefore());
    object.put("bytesAfter", report.bytesAfter());
    object.put("maxError", report.maxError());
    object.put("rmsError", report.rmsError());
    object.put("relativeError", report.relativeError());
    return object;
  }
}
