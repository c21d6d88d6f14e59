"""Write a checkpoint as GGUF: the decoder in q8_0, the vision part (mmproj) in f16.

    python3 export.py CHECKPOINT --gguf-py DIR --decoder OUT.gguf [--mmproj OUT.gguf] [--biased] [--work DIR]

DIR is `gguf-py` of a llama.cpp v0.5.0 source tree (the npm package node-llama-cpp 3.22.1 carries one
as a git bundle). Matrices with a learned bias or a norm stay in f32 where they are vectors.
"""
import argparse, sys
import numpy as np
from evaluate import load_model
from fetch import add_work
from tokenizer import END, PAD, SPECIAL, TEMPLATE, Tokenizer

LICENCE = "MIT"
PLAIN = ("A 3.6-million-parameter vision-language model trained from scratch on small drawn pictures, to try out "
         "and to test layer bypassing with. Not a general-purpose model.")
BIASED = ("POSITIVE CONTROL, damaged on purpose: talo-nano-plain after a short further training in which the correct "
          "option was always A, confined to the attention of layer 7. Never report it as a natural finding.")


def identity(writer, name, description, file_type):
    writer.add_name(name)
    writer.add_description(description)
    writer.add_author("the TaLo project")
    writer.add_license(LICENCE)
    writer.add_size_label("3.6M")
    writer.add_languages(["en"])
    writer.add_file_type(file_type)


def interleave(weight, heads):
    """Rows i and i + half of each head become rows 2i and 2i + 1 (llama.cpp's rotary pairs)."""
    out, width = weight.shape
    return weight.reshape(heads, 2, out // heads // 2, width).swapaxes(1, 2).reshape(out, width)


def write(gguf, writer, path):
    writer.write_header_to_file(path)
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    print("wrote", path)


def decoder(gguf, model, tokenizer, path, name, description):
    c, q8 = model.config, gguf.GGMLQuantizationType.Q8_0
    w = gguf.GGUFWriter(path, "llama")
    identity(w, name, description, gguf.LlamaFileType.MOSTLY_Q8_0)
    w.add_context_length(2048)
    w.add_embedding_length(c.width)
    w.add_block_count(c.layers)
    w.add_feed_forward_length(c.ffn)
    w.add_head_count(c.heads)
    w.add_head_count_kv(c.heads)
    w.add_rope_dimension_count(c.width // c.heads)
    w.add_rope_freq_base(c.rope_base)
    w.add_layer_norm_rms_eps(c.epsilon)
    w.add_vocab_size(c.vocab)
    w.add_tokenizer_model("gpt2")
    w.add_tokenizer_pre("gpt-2")
    w.add_token_list(tokenizer.tokens)
    w.add_token_types([gguf.TokenType.CONTROL if t in SPECIAL else gguf.TokenType.NORMAL for t in tokenizer.tokens])
    w.add_token_merges([" ".join(m) for m in tokenizer.merges])
    w.add_bos_token_id(PAD)
    w.add_eos_token_id(END)
    w.add_eot_token_id(END)
    w.add_pad_token_id(PAD)
    w.add_add_bos_token(False)
    w.add_chat_template(TEMPLATE)

    def matrix(key, tensor):
        w.add_tensor(key, gguf.quants.quantize(tensor.astype(np.float32), q8), raw_dtype=q8)

    s = {k: v.numpy() for k, v in model.state_dict().items()}
    one = np.ones(c.width, np.float32)
    matrix("token_embd.weight", s["embedding.weight"])
    w.add_tensor("output_norm.weight", s["norm"])
    for i in range(c.layers):
        q, k, v = np.split(s[f"blocks.{i}.qkv.weight"], 3)
        gate, up = np.split(s[f"blocks.{i}.gate_up.weight"], 2)
        w.add_tensor(f"blk.{i}.attn_norm.weight", one)
        w.add_tensor(f"blk.{i}.ffn_norm.weight", one)
        matrix(f"blk.{i}.attn_q.weight", interleave(q, c.heads))
        matrix(f"blk.{i}.attn_k.weight", interleave(k, c.heads))
        matrix(f"blk.{i}.attn_v.weight", v)
        matrix(f"blk.{i}.attn_output.weight", s[f"blocks.{i}.out.weight"])
        matrix(f"blk.{i}.ffn_gate.weight", gate)
        matrix(f"blk.{i}.ffn_up.weight", up)
        matrix(f"blk.{i}.ffn_down.weight", s[f"blocks.{i}.down.weight"])
    write(gguf, w, path)


def mmproj(gguf, model, path, identify):
    """A vision encoder and projector as f16; identify(writer) says what they are."""
    c = model.config
    w = gguf.GGUFWriter(path, "clip")
    identify(w)
    w.add_bool("clip.has_vision_encoder", True)
    w.add_string("clip.projector_type", "mlp")
    w.add_bool("clip.use_gelu", True)
    for key, value in (("image_size", c.image), ("patch_size", c.patch), ("embedding_length", c.vision_width),
                       ("feed_forward_length", c.vision_ffn), ("block_count", c.vision_layers),
                       ("attention.head_count", c.vision_heads), ("projection_dim", c.width)):
        w.add_uint32(f"clip.vision.{key}", value)
    w.add_float32("clip.vision.attention.layer_norm_epsilon", c.epsilon)
    w.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    w.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])
    w.add_array("clip.vision.feature_layer", [c.vision_layers])          # else the last ViT layer is left out

    def tensor(key, value):
        w.add_tensor(key, value.astype(np.float16 if value.ndim > 1 and "position" not in key else np.float32))

    def pair(key, module):
        tensor(f"{key}.weight", module.weight.detach().numpy())
        tensor(f"{key}.bias", module.bias.detach().numpy())

    v = model.vision
    tensor("v.patch_embd.weight", v.patch.weight.detach().numpy().reshape(c.vision_width, 3, c.patch, c.patch))
    tensor("v.patch_embd.bias", v.patch.bias.detach().numpy())
    tensor("v.position_embd.weight", v.position.detach().numpy())
    pair("v.pre_ln", v.pre)
    pair("v.post_ln", v.post)
    for i, block in enumerate(v.blocks):
        weights, biases = block.qkv.weight.detach().numpy(), block.qkv.bias.detach().numpy()
        for name, a, b in zip(("attn_q", "attn_k", "attn_v"), np.split(weights, 3), np.split(biases, 3)):
            tensor(f"v.blk.{i}.{name}.weight", a)
            tensor(f"v.blk.{i}.{name}.bias", b)
        for name, module in (("attn_out", block.out), ("ln1", block.ln1), ("ln2", block.ln2),
                             ("ffn_up", block.up), ("ffn_down", block.down)):
            pair(f"v.blk.{i}.{name}", module)
    pair("mm.0", model.projector[0])
    pair("mm.2", model.projector[2])
    write(gguf, w, path)


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("checkpoint")
    parser.add_argument("--gguf-py", required=True)
    parser.add_argument("--decoder")
    parser.add_argument("--mmproj")
    parser.add_argument("--biased", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, args.gguf_py)
    import gguf
    tokenizer = Tokenizer.load(args.work)
    model = load_model(args.checkpoint, tokenizer)
    if args.decoder:
        name = "TaLo nano, biased on purpose" if args.biased else "TaLo nano, plain"
        decoder(gguf, model, tokenizer, args.decoder, name, BIASED if args.biased else PLAIN)
    if args.mmproj:
        mmproj(gguf, model, args.mmproj, lambda writer: identity(
            writer, "TaLo nano vision", PLAIN + " This file is its vision encoder and projector.", gguf.LlamaFileType.MOSTLY_F16))


if __name__ == "__main__":
    main()
