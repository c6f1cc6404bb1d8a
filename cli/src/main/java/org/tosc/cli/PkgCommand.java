package org.tosc.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.report.Json;
import org.tosc.models.registry.Installer;
import org.tosc.models.registry.LockFile;
import org.tosc.models.registry.ModelPackage;
import org.tosc.models.registry.Registry;
import org.tosc.models.registry.Store;
import org.tosc.models.weights.WeightFormat;
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

  private final Project project;

  PkgCommand() {
    this(Project.here());
  }

  PkgCommand(Project project) {
    this.project = project;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Install models from a registry");
    return spec.addOption(
            option(FROM, "REGISTRY", "A folder or an address; $" + VARIABLE + " by default"))
        .addOption(
            option(
                QUANTIZE, "FORMAT", "Of matrices: a variant of a .gguf file, beside the original"))
        .addOption(
            OptionSpec.builder(UPDATE)
                .type(boolean.class)
                .description("Install what the registry has now, whatever tosc.lock says")
                .build())
        .addOption(Console.json())
        .addPositional(positional("0", "install|search|list|remove", "What to do", "1"))
        .addPositional(
            positional("1", "NAME", "A model: NAME, NAME@VERSION or NAME@VERSION+FORMAT", "0..1"));
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
    Store store = project.store();
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
      console.err().println("tosc pkg: " + fault.getMessage());
      return Exit.PROGRAM_ERRORS;
    }
  }

  private static ParameterException wrong(ParseResult arguments, String message) {
    return new ParameterException(arguments.commandSpec().commandLine(), message);
  }

  private Registry registry(ParseResult arguments, @Nullable String usual) {
    String text = arguments.matchedOptionValue(FROM, project.environment().get(VARIABLE));
    if (text == null) {
      text = usual;
    }
    if (text == null) {
      throw wrong(arguments, "which registry? `" + FROM + " REGISTRY`, or set " + VARIABLE);
    }
    return Registry.of(text);
  }

  private int install(String text, Store store, ParseResult arguments, Console console)
      throws IOException {
    int cut = text.indexOf('@');
    String name = cut < 0 ? text : text.substring(0, cut);
    if (!ModelPackage.isName(name)) {
      throw wrong(arguments, "which model? `tosc pkg install NAME`, found `" + text + "`");
    }
    LockFile lock = LockFile.read(project.folder());
    LockFile.Entry locked = arguments.hasMatchedOption(UPDATE) ? null : lock.find(name);
    String said = cut < 0 ? "" : text.substring(cut + 1);
    int plus = said.indexOf('+');
    String version =
        cut < 0
            ? locked == null ? null : locked.version()
            : plus < 0 ? said : said.substring(0, plus);
    Registry registry = registry(arguments, locked == null ? null : locked.registry());
    ModelPackage found = registry.index().find(name, version);
    if (found == null) {
      throw new IOException(
          registry.text() + " has no `" + name + (version == null ? "" : "@" + version) + "`");
    }
    requireAsLocked(found, locked);
    WeightFormat format =
        plus < 0
            ? format(arguments, locked)
            : QuantizeCommand.format(said.substring(plus + 1), arguments);
    Progress progress = Progress.of(console);
    Store.Installed installed =
        new Installer(
                registry,
                store,
                (file, done, all) -> progress.show((double) done / Math.max(1, all), file))
            .install(found, format);
    progress.end();
    String formatText = format == null ? "" : format.text();
    lock.with(name, LockFile.Entry.of(found, registry.text(), formatText)).write(project.folder());
    console.say("installed %s: %s", installed.text(), installed.main());
    return Exit.OK;
  }

  /// A registry that has something else under the name and version of what is locked is not
  /// believed.
  private static void requireAsLocked(ModelPackage found, LockFile.@Nullable Entry locked)
      throws IOException {
    String difference =
        locked == null || !found.version().equals(locked.version())
            ? null
            : locked.difference(found);
    if (difference != null) {
      throw new IOException(
          "%s is not what %s says: %s; `%s` takes it"
              .formatted(found.text(), LockFile.NAME, difference, UPDATE));
    }
  }

  private static @Nullable WeightFormat format(
      ParseResult arguments, LockFile.@Nullable Entry locked) {
    String usual = locked == null ? "" : locked.format();
    String text = arguments.matchedOptionValue(QUANTIZE, usual);
    return text.isEmpty() ? null : QuantizeCommand.format(text, arguments);
  }

  private int search(String text, ParseResult arguments, Console console) throws IOException {
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

  private int list(Store store, ParseResult arguments, Console console) throws IOException {
    for (Store.Installed each : store.all()) {
      if (arguments.hasMatchedOption("--json")) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", "tosc.installed/1");
        object.put("name", each.name());
        object.put("version", each.version());
        object.put("format", each.format());
        object.put("file", each.main().toString());
        console.out().println(Json.write(object));
      } else {
        console.say("%-32s %s", each.text(), each.main());
      }
    }
    return Exit.OK;
  }

  private int remove(String name, Store store, Console console) throws IOException {
    LockFile lock = LockFile.read(project.folder());
    String pinned = lock.pinned(name);
    Store.Installed installed = store.find(pinned);
    if (installed == null) {
      throw new IOException("`" + pinned + "` is not installed");
    }
    requireOne(installed, pinned, store);
    boolean isUsed = installed.equals(store.find(lock.pinned(installed.name())));
    store.remove(installed);
    if (isUsed && lock.find(installed.name()) != null) {
      lock.without(installed.name()).write(project.folder());
    }
    console.say("removed %s", installed.text());
    return Exit.OK;
  }

  /// Of several variants none is taken that was not said.
  private static void requireOne(Store.Installed found, String said, Store store)
      throws IOException {
    List<String> variants =
        store.all().stream()
            .filter(i -> i.name().equals(found.name()) && i.version().equals(found.version()))
            .map(Store.Installed::text)
            .toList();
    if (!found.format().isEmpty() && !found.text().equals(said) && variants.size() > 1) {
      throw new IOException("which one? There are " + String.join(", ", variants));
    }
  }
}
