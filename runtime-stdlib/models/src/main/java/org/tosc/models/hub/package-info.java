/// Folders of models as Hugging Face has them.
///
/// ```text
/// config.json ─► ConfigFile ─► HubArchitecture ─► Architecture
/// model.safetensors, or shards with an index ─► HubWeights ─► weights by the names of GGUF files
///                                               └ HubNames: one table for each family
/// ```
///
/// Their weights differ from those of GGUF files in names, and for some families in more: rotary
/// pairs are half a head apart in all, GPT-2 has its matrices transposed, and Gemma's norms
/// multiply by `1 + weight`.
///
/// Sources: `configuration_*.py` and `modeling_*.py` of transformers; `convert_hf_to_gguf.py` and
/// `gguf-py/gguf/tensor_mapping.py` of llama.cpp.
@NullMarked
package org.tosc.models.hub;

import org.jspecify.annotations.NullMarked;
