export function ContainersView() {
  return <h1>Containers</h1>;
}
