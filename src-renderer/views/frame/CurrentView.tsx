import { useNavigation } from '../../store/navigation.ts';
import { ContainersView } from '../containers/ContainersView.tsx';

/** The view for where the user is. The detail, with its charts, is loaded when it is first wanted. */
export function CurrentView() {
  const place = useNavigation((state) => state.place);
  switch (place.view) {
    default:
      return <ContainersView />;
  }
}
