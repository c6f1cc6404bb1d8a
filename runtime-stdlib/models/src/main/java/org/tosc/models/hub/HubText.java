package org.tosc.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.rt.tensor.file.TensorFileFault;

/// What a model's folder says about the text that it reads and writes, beside `tokenizer.json`.
///
/// @param ends ids of the tokens that end what it says: `eos_token_id` of `generation_config.json`,
///   or of `config.json`
/// @param template of conversations, as Jinja: `chat_template.jinja`, or `chat_template` of
///   `tokenizer_config.json`; null where there is none. It is compared with known ones, and never
///   evaluated
public record HubText(Set<Integer> ends, @Nullable String template) {
  /// The file of a folder's tokenizer.
  public static final String TOKENIZER = "tokenizer.json";

  private static final String ENDS = "eos_token_id";
  private static final String TEMPLATE = "chat_template";
  private static final long LONGEST_TEMPLATE = 1 << 20;

  public HubText {
    ends = Collections.unmodifiableSet(new LinkedHashSet<>(ends)); // the first is that of a text
  }

  /// Reads the files of a folder that there are.
  ///
  /// @throws TensorFileFault where one of them is not what it should be
  public static HubText read(Path folder) {
    return new HubText(ends(folder), template(folder));
  }

  private static Set<Integer> ends(Path folder) {
    for (String file : List.of("generation_config.json", HubModel.CONFIG)) {
      if (Files.exists(folder.resolve(file))) {
        JsonNode ends = ConfigFile.read(folder.resolve(file)).node().find(ENDS);
        if (ends != null) {
          return ids(ends);
        }
      }
    }
    return Set.of();
  }

  private static Set<Integer> ids(JsonNode node) {
    Set<Integer> ids = new LinkedHashSet<>();
    if (node.value() instanceof JsonNode.Value.Items(List<JsonNode> items)) {
      items.forEach(item -> ids.add(item.count()));
    } else {
      ids.add(node.count());
    }
    return ids;
  }

  private static @Nullable String template(Path folder) {
    Path jinja = folder.resolve("chat_template.jinja");
    if (Files.exists(jinja)) {
      return whole(jinja);
    }
    Path file = folder.resolve("tokenizer_config.json");
    JsonNode found = Files.exists(file) ? ConfigFile.read(file).node().find(TEMPLATE) : null;
    if (found == null) {
      return null;
    }
    if (!(found.value() instanceof JsonNode.Value.Items(List<JsonNode> several))) {
      return found.text();
    }
    // Several by name, for tools and documents; the one for conversations is the default.
    return several.stream()
        .filter(each -> each.text("name").equals("default"))
        .findFirst()
        .map(each -> each.text("template"))
        .orElse(null);
  }

  private static String whole(Path path) {
    String name = path.toString();
    try {
      if (Files.size(path) > LONGEST_TEMPLATE) {
        throw new TensorFileFault(name, LONGEST_TEMPLATE, "a template of 1 MiB and more");
      }
      return Files.readString(path);
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }
}
