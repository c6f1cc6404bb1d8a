package org.tosc.models.chat;

import static org.tosc.models.chat.Role.ASSISTANT;
import static org.tosc.models.chat.Role.SYSTEM;
import static org.tosc.models.chat.Role.USER;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.models.token.Segment;

/// The templates that models were trained with. The texts are those of llama.cpp
/// (`src/llama-chat.cpp`), which has them from the models' own templates; the token for the begin
/// of a text is not among them, as the tokenizer's frame has it.
public enum ChatTemplate {
  /// Qwen, SmolLM, Hermes and many others.
  CHATML(Layout.each("<|im_start|>{role}\n", "<|im_end|>\n").prompt("<|im_start|>assistant\n")),
  PHI_4(
      Layout.each("<|im_start|>{role}<|im_sep|>", "<|im_end|>")
          .prompt("<|im_start|>assistant<|im_sep|>")),
  LLAMA_3(
      Layout.each("<|start_header_id|>{role}<|end_header_id|>\n\n", "<|eot_id|>")
          .trimmed(Role.values())
          .prompt("<|start_header_id|>assistant<|end_header_id|>\n\n")),
  LLAMA_2(
      Layout.each("", "\n")
          .open("[INST] ", "[INST] ")
          .with(USER, "", " [/INST]")
          .with(ASSISTANT, "", "</s>")),
  LLAMA_2_SYS(llama2("[INST] ")),
  LLAMA_2_SYS_BOS(llama2("<s>[INST] ")),
  LLAMA_2_SYS_STRIP(llama2("[INST] ").trimmed(Role.values())),
  MISTRAL_V1(
      Layout.each("", "\n\n")
          .open(" [INST] ", " [INST] ")
          .with(USER, "", " [/INST]")
          .with(ASSISTANT, " ", "</s>")),
  MISTRAL_V3(
      Layout.each("", "\n\n")
          .open("[INST] ", "[INST] ")
          .with(USER, "", "[/INST]")
          .with(ASSISTANT, " ", "</s>")
          .trimmed(ASSISTANT)),
  MISTRAL_V3_TEKKEN(
      Layout.each("", "\n\n")
          .open("[INST]", "[INST]")
          .with(USER, "", "[/INST]")
          .with(ASSISTANT, "", "</s>")),
  MISTRAL_V7(
      Layout.each("[SYSTEM_PROMPT] ", "[/SYSTEM_PROMPT]")
          .with(USER, "[INST] ", "[/INST]")
          .with(ASSISTANT, " ", "</s>")),
  PHI_3(Layout.each("<|{role}|>\n", "<|end|>\n").prompt("<|assistant|>\n")),
  FALCON_3(Layout.each("<|{role}|>\n", "\n").prompt("<|assistant|>\n")),
  GLM_EDGE(Layout.each("<|{role}|>\n", "").prompt("<|assistant|>")),
  ZEPHYR(Layout.each("<|{role}|>\n", "<|endoftext|>\n").prompt("<|assistant|>\n")),
  GEMMA(
      Layout.each("<start_of_turn>{role}\n", "<end_of_turn>\n")
          .with(ASSISTANT, "<start_of_turn>model\n", "<end_of_turn>\n")
          .trimmed(Role.values())
          .systemBeforeUser()
          .prompt("<start_of_turn>model\n")),
  ORION(Layout.each("", "</s>").with(USER, "Human: ", "\n\nAssistant: </s>").systemBeforeUser()),
  OPENCHAT(
      Layout.each("", "<|end_of_turn|>")
          .with(USER, "GPT4 Correct User: ", "<|end_of_turn|>")
          .with(ASSISTANT, "GPT4 Correct Assistant: ", "<|end_of_turn|>")
          .prompt("GPT4 Correct Assistant:")),
  VICUNA_ORCA(vicuna().with(SYSTEM, "SYSTEM: ", "\n")),
  VICUNA(vicuna()),
  DEEPSEEK(
      Layout.each("", "")
          .with(USER, "### Instruction:\n", "\n")
          .with(ASSISTANT, "### Response:\n", "\n<|EOT|>\n")
          .prompt("### Response:\n")),
  COMMAND_R(
      Layout.each("", "<|END_OF_TURN_TOKEN|>")
          .with(SYSTEM, "<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>", "<|END_OF_TURN_TOKEN|>")
          .with(USER, "<|START_OF_TURN_TOKEN|><|USER_TOKEN|>", "<|END_OF_TURN_TOKEN|>")
          .with(ASSISTANT, "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>", "<|END_OF_TURN_TOKEN|>")
          .trimmed(Role.values())
          .prompt("<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>")),
  CHATGLM_3(Layout.each("<|{role}|>\n ", "").begin("[gMASK]sop").prompt("<|assistant|>")),
  CHATGLM_4(Layout.each("<|{role}|>\n", "").begin("[gMASK]<sop>").prompt("<|assistant|>")),
  MINICPM(Layout.each("", "").with(USER, "<用户>", "<AI>").trimmed(Role.values())),
  DEEPSEEK_2(
      Layout.each("", "\n\n")
          .with(USER, "User: ", "\n\n")
          .with(ASSISTANT, "Assistant: ", "<｜end▁of▁sentence｜>")
          .prompt("Assistant:")),
  DEEPSEEK_3(
      Layout.each("", "\n\n")
          .with(USER, "<｜User｜>", "")
          .with(ASSISTANT, "<｜Assistant｜>", "<｜end▁of▁sentence｜>")
          .prompt("<｜Assistant｜>")),
  EXAONE_3(
      Layout.each("[|{role}|]", "[|endofturn|]\n")
          .with(USER, "[|user|]", "\n")
          .trimmed(Role.values())
          .prompt("[|assistant|]")),
  GRANITE(
      Layout.each("<|start_of_role|>{role}<|end_of_role|>", "<|end_of_text|>\n")
          .prompt("<|start_of_role|>assistant<|end_of_role|>\n")),
  GIGACHAT(
      Layout.each("", "<|message_sep|>")
          .begin("<s>")
          .with(
              USER,
              "user<|role_sep|>",
              "<|message_sep|>available functions<|role_sep|>[]<|message_sep|>")
          .with(ASSISTANT, "assistant<|role_sep|>", "<|message_sep|>")
          .prompt("assistant<|role_sep|>")),
  MEGREZ(
      Layout.each("<|role_start|>{role}<|role_end|>", "<|turn_end|>")
          .prompt("<|role_start|>assistant<|role_end|>"));

  /// Texts of a Jinja program that tell its template: the first row of which it has all.
  private record Sign(ChatTemplate template, List<String> texts) {
    Sign(ChatTemplate template, String... texts) {
      this(template, List.of(texts));
    }
  }

  private static final List<Sign> SIGNS =
      List.of(
          new Sign(PHI_4, "<|im_start|>", "<|im_sep|>"),
          new Sign(CHATML, "<|im_start|>"),
          new Sign(MISTRAL_V7, "[INST]", "[SYSTEM_PROMPT]"),
          new Sign(MISTRAL_V1, "' [INST] ' + system_message"),
          new Sign(MISTRAL_V1, " [INST]", "[AVAILABLE_TOOLS]"),
          new Sign(MISTRAL_V3_TEKKEN, "\"[INST]\"", "[AVAILABLE_TOOLS]"),
          new Sign(MISTRAL_V3, "[INST]", "[AVAILABLE_TOOLS]"),
          new Sign(LLAMA_2_SYS_STRIP, "[INST]", "content.strip()"),
          new Sign(LLAMA_2_SYS_BOS, "bos_token + '[INST]"),
          new Sign(LLAMA_2_SYS, "[INST]", "<<SYS>>"),
          new Sign(LLAMA_2, "[INST]"),
          new Sign(PHI_3, "<|assistant|>", "<|end|>"),
          new Sign(FALCON_3, "<|assistant|>", "<|user|>", "</s>"),
          new Sign(GLM_EDGE, "<|assistant|>", "<|user|>"),
          new Sign(ZEPHYR, "<|user|>", "<|endoftext|>"),
          new Sign(GEMMA, "<start_of_turn>"),
          new Sign(ORION, "'\\n\\nAssistant: ' + eos_token"),
          new Sign(OPENCHAT, "GPT4 Correct "),
          new Sign(VICUNA_ORCA, "USER: ", "ASSISTANT: ", "SYSTEM: "),
          new Sign(VICUNA, "USER: ", "ASSISTANT: "),
          new Sign(DEEPSEEK, "### Instruction:", "<|EOT|>"),
          new Sign(COMMAND_R, "<|START_OF_TURN_TOKEN|>", "<|USER_TOKEN|>"),
          new Sign(LLAMA_3, "<|start_header_id|>", "<|end_header_id|>"),
          new Sign(CHATGLM_3, "[gMASK]sop"),
          new Sign(CHATGLM_4, "[gMASK]<sop>"),
          new Sign(MINICPM, "<用户>"),
          new Sign(DEEPSEEK_2, "'Assistant: ' + message['content'] + eos_token"),
          new Sign(DEEPSEEK_3, "<｜Assistant｜>", "<｜User｜>", "<｜end▁of▁sentence｜>"),
          new Sign(EXAONE_3, "[|system|]", "[|assistant|]", "[|endofturn|]"),
          new Sign(GRANITE, "<|start_of_role|>"),
          new Sign(
              GIGACHAT,
              "message['role'] + additional_special_tokens[0] + message['content']"
                  + " + additional_special_tokens[1]"),
          new Sign(MEGREZ, "<|role_start|>"));

  private final Layout layout;

  ChatTemplate(Layout layout) {
    this.layout = layout;
  }

  private static Layout llama2(String reopen) {
    return Layout.each("<<SYS>>\n", "\n<</SYS>>\n\n")
        .open("[INST] ", reopen)
        .with(USER, "", " [/INST]")
        .with(ASSISTANT, "", "</s>");
  }

  private static Layout vicuna() {
    return Layout.each("", "\n\n")
        .with(USER, "USER: ", "\n")
        .with(ASSISTANT, "ASSISTANT: ", "</s>\n")
        .prompt("ASSISTANT:");
  }

  /// The name for commands: `llama-3`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The template of a name, or null.
  public static @Nullable ChatTemplate named(String text) {
    for (ChatTemplate template : values()) {
      if (template.text().equals(text)) {
        return template;
      }
    }
    return null;
  }

  /// The template that a model file has as a Jinja program (`tokenizer.chat_template`); null where
  /// it is none of this list. The program is searched for texts, and not run.
  public static @Nullable ChatTemplate recognise(String program) {
    for (Sign sign : SIGNS) {
      if (sign.texts().stream().allMatch(program::contains)) {
        return sign.template();
      }
    }
    return null;
  }

  /// A conversation as a prompt.
  ///
  /// @param asksAssistant whether the assistant is to speak next
  public List<Segment> render(List<Message> messages, boolean asksAssistant) {
    return layout.render(messages, asksAssistant);
  }
}
