package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.model.ModelStore;
import org.tosc.driver.report.Json;
import org.tosc.models.registry.Installer;
import org.tosc.models.registry.LockFile;
import org.tosc.models.registry.ModelPackage;
import org.tosc.models.registry.Registry;
import org.tosc.models.registry.Store;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.tensor.file.TensorFileFault;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `tosc pkg install|search|list|remove`: models from a registry. `tosc.lock` in the current folder
/// says which ones a project uses; an installation follows it, unless it is told to `--update`.
final class PkgCommand implements Command {
  private static final String FROM = "--from";
  private static final String QUANTIZE = "--quantize";
  private static final String UPDATE = "--update";
  private static final String VARIABLE = "TOSC_REGISTRY";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Install models from a registry");
    return spec.addOption(
            option(FROM, "REGISTRY", "A folder or an address; $" + VARIABLE + " by default"))
        .addOption(option(QUANTIZE, "FORMAT", "Of the matrices, when installing a .gguf file"))
        .addOption(
            OptionSpec.builder(UPDATE)
                .type(boolean.class)
                .description("Install what the registry has now, whatever tosc.lock says")
                .build())
        .addOption(Console.json())
        .addPositional(positional("0", "install|search|list|remove", "What to do", "1"))
        .addPositional(positional("1", "NAME", "A model, NAME or NAME@VERSION", "0..1"));
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static PositionalParamSpec positional(
      String index, String label, String description, String arity) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    String action = arguments.matchedPositionalValue(0, "");
    String name = arguments.matchedPositionalValue(1, "");
    Store store = ModelStore.of(System.getenv());
    try {
      return switch (action) {
        case "install" -> install(name, store, arguments, console);
        case "search" -> search(name, arguments, console);
        case "list" -> list(store, arguments, console);
        case "remove" -> remove(name, store, console);
        default ->
            throw wrong(
                arguments, "expected install, search, list or remove, found `" + action + "`");
      };
    } catch (IOException | TensorFileFault | IllegalArgumentException fault) {
      console.err().println("tosc pkg: " + FileReason.told(fault));
      return Exit.PROGRAM_ERRORS;
    }
  }

  private static ParameterException wrong(ParseResult arguments, String message) {
    return new ParameterException(arguments.commandSpec().commandLine(), message);
  }

  private static Registry registry(ParseResult arguments, @Nullable String usual) {
    String text = arguments.matchedOptionValue(FROM, System.getenv(VARIABLE));
    if (text == null) {
      text = usual;
    }
    if (text == null) {
      throw wrong(arguments, "which registry? `" + FROM + " REGISTRY`, or set " + VARIABLE);
    }
    return Registry.of(text);
  }

  private static int install(String text, Store store, ParseResult arguments, Console console)
      throws IOException {
    int cut = text.indexOf('@');
    String name = cut < 0 ? text : text.substring(0, cut);
    if (!ModelPackage.isName(name)) {
      throw wrong(arguments, "which model? `tosc pkg install NAME`, found `" + text + "`");
    }
    Path project = Path.of("").toAbsolutePath();
    LockFile lock = LockFile.read(project);
    LockFile.Entry locked = arguments.hasMatchedOption(UPDATE) ? null : lock.find(name);
    String version = cut < 0 ? locked == null ? null : locked.version() : text.substring(cut + 1);
    Registry registry = registry(arguments, locked == null ? null : locked.registry());
    ModelPackage found = registry.index().find(name, version);
    if (found == null) {
      throw new IOException(
          registry.text() + " has no `" + name + (version == null ? "" : "@" + version) + "`");
    }
    String digest = found.files().getFirst().sha256();
    if (locked != null
        && found.version().equals(locked.version())
        && !digest.equals(locked.sha256())) {
      throw new IOException(
          found.text()
              + " is not what "
              + LockFile.NAME
              + " says: its digest differs; `"
              + UPDATE
              + "` takes it");
    }
    WeightFormat format = format(arguments, locked);
    Progress progress = Progress.of(console);
    Store.Installed installed =
        new Installer(
                registry,
                store,
                (file, done, all) -> progress.show((double) done / Math.max(1, all), file))
            .install(found, format);
    progress.end();
    String formatText = format == null ? "" : format.text();
    lock.with(name, new LockFile.Entry(found.version(), registry.text(), digest, formatText))
        .write(project);
    console.say("installed %s: %s", found.text(), installed.main());
    return Exit.OK;
  }

  private static @Nullable WeightFormat format(
      ParseResult arguments, LockFile.@Nullable Entry locked) {
    String usual = locked == null ? "" : locked.format();
    String text = arguments.matchedOptionValue(QUANTIZE, usual);
    return text.isEmpty() ? null : QuantizeCommand.format(text, arguments);
  }

  private static int search(String text, ParseResult arguments, Console console)
      throws IOException {
    List<ModelPackage> found = registry(arguments, null).index().search(text);
    for (ModelPackage each : found) {
      long bytes = each.files().stream().mapToLong(ModelPackage.File::bytes).sum();
      if (arguments.hasMatchedOption("--json")) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", "tosc.package/1");
        object.put("name", each.name());
        object.put("version", each.version());
        object.put("description", each.description());
        object.put("bytes", bytes);
        console.out().println(Json.write(object));
      } else {
        console.say("%-32s %10.1f MB  %s", each.text(), bytes / 1e6, each.description());
      }
    }
    if (found.isEmpty()) {
      console.err().println("tosc pkg: no model has `" + text + "` in its name or description");
    }
    return Exit.OK;
  }

  private static int list(Store store, ParseResult arguments, Console console) throws IOException {
    for (Store.Installed each : store.all()) {
      if (arguments.hasMatchedOption("--json")) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", "tosc.installed/1");
        object.put("name", each.name());
        object.put("version", each.version());
        object.put("file", each.main().toString());
        console.out().println(Json.write(object));
      } else {
        console.say("%-32s %s", each.name() + "@" + each.version(), each.main());
      }
    }
    return Exit.OK;
  }

  private static int remove(String name, Store store, Console console) throws IOException {
    Path project = Path.of("").toAbsolutePath();
    LockFile lock = LockFile.read(project);
    String pinned = lock.pinned(name);
    Store.Installed installed = store.find(pinned);
    if (installed == null) {
      throw new IOException("`" + pinned + "` is not installed");
    }
    store.remove(installed);
    LockFile.Entry used = lock.find(installed.name());
    if (used != null && used.version().equals(installed.version())) {
      lock.without(installed.name()).write(project);
    }
    console.say("removed %s@%s", installed.name(), installed.version());
    return Exit.OK;
  }
}
