func.func @f(%a: f32) {
  call @g(%a) : (f32) -> ()
  return
}
func.func @gg(%a: f32) {
  return
}
