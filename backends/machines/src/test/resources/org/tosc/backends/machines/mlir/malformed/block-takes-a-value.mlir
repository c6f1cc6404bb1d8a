func.func @f(%a: f32) {
  cf.br ^end(%a : f32)
^end(%x: i32):
  return
}
